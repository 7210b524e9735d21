/*
 * Stands in for pdftotext once it is taken over: tries what it must not be
 * able to, and prints what it could, or that it could nothing.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool
makes_process(void)
{
    return syscall(SYS_fork) >= 0 || fork() >= 0;
}

static bool
reaches_network(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 ||
           socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
}

static bool
writes_file(void)
{
    char path[] = "/tmp/rogue-pdftotext-XXXXXX";

    return mkstemp(path) >= 0 || open("/dev/null", O_WRONLY) >= 0 ||
           open("/tmp", O_TMPFILE | O_RDWR, 0600) >= 0 ||
           unlink("/tmp/rogue-pdftotext") == 0;
}

static bool
signals_parent(void)
{
    return kill(getppid(), 0) == 0 ||
           ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0;
}

static bool
raises_limits(void)
{
    struct rlimit limits = {RLIM_INFINITY, RLIM_INFINITY};

    return setrlimit(RLIMIT_AS, &limits) == 0;
}

/* Only where the kernel has Landlock is this kept from it. */
static bool
reads_secrets(void)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/environ", (int)getppid());
    return open("/etc/passwd", O_RDONLY) >= 0 || open(path, O_RDONLY) >= 0 ||
           open("/tmp", O_RDONLY | O_DIRECTORY) >= 0;
}

static bool
has_other_files(void)
{
    for (int fd = STDERR_FILENO + 1; fd < 1024; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            return true;
    return false;
}

int
main(void)
{
    static const struct {
        const char *name;
        bool (*can)(void);
    } tries[] = {
        {"other files", has_other_files}, {"process", makes_process},
        {"network", reaches_network},     {"file", writes_file},
        {"parent", signals_parent},       {"limits", raises_limits},
        {"secrets", reads_secrets},
    };

    puts("tried:");
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
        if (tries[i].can())
            puts(tries[i].name);
    return 0;
}
