#include "daemon/signals.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum status
signals_open(int *out, struct error *err)
{
    sigset_t taken;

    sigemptyset(&taken);
    sigaddset(&taken, SIGTERM);
    sigaddset(&taken, SIGINT);
    sigaddset(&taken, SIGCHLD);
    /* Of a terminal it says that it is gone, and ends the process. */
    if (!isatty(STDERR_FILENO))
        sigaddset(&taken, SIGHUP);
    sigprocmask(SIG_BLOCK, &taken, NULL);
    /* What is ignored, as the starter may have left it, is not told of. */
    if (sigismember(&taken, SIGHUP))
        signal(SIGHUP, SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
    *out = signalfd(-1, &taken, SFD_NONBLOCK | SFD_CLOEXEC);
    if (*out < 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot take signals: %s",
                         strerror(errno));
    return STATUS_OK;
}

int
signals_take(int fd)
{
    struct signalfd_siginfo info;

    if (read(fd, &info, sizeof info) != sizeof info)
        return 0;
    return (int)info.ssi_signo;
}
