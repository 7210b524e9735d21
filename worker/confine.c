#include "worker/confine.h"

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED 1
#endif
#endif

#ifdef IS_SANITIZED
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>

static bool is_confined;

/* Asked at exit: a search for leaks forks and traces, which is forbidden. */
int
__lsan_is_turned_off(void)
{
    return is_confined;
}

/* Let the run-time read now what its reports need from files. */
static void
prepare_sanitizers(void)
{
    __sanitizer_sandbox_arguments none = {0};

    __sanitizer_sandbox_on_notify(&none);
    is_confined = true;
}
#else
static void
prepare_sanitizers(void)
{
}
#endif

bool
confine_is_strict(void)
{
#ifdef IS_SANITIZED
    return false;
#else
    return true;
#endif
}

/* Allowed with any arguments: they reach nothing outside the process. */
static const int harmless_calls[] = {
    /* memory; mmap and mprotect have conditions below */
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    /* qsort() asks for the size of memory */
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrandom),
    SCMP_SYS(futex),
    /* the clock, where the kernel gives none without a call */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(restart_syscall),
    /* descriptors that are open; what a log line asks of one */
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    /* signals and an end of its own, abort() included */
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

/* Allowed if one argument, under a mask, is what it should be. */
struct condition {
    int call;
    unsigned argument;
    uint64_t mask;
    uint64_t value;
};

static int
allow_conditions(scmp_filter_ctx filter, const struct confinement *c)
{
    const uint64_t any = ~(uint64_t)0;
    const uint64_t channel = (uint64_t)c->channel_fd;
    const struct condition conditions[] = {
        {SCMP_SYS(read), 0, any, channel},
        {SCMP_SYS(write), 0, any, channel},
        {SCMP_SYS(write), 0, any, STDERR_FILENO},
        /* assert() and malloc() say their last words with it */
        {SCMP_SYS(writev), 0, any, STDERR_FILENO},
        /* no memory to put code into */
        {SCMP_SYS(mmap), 2, PROT_EXEC, 0},
        {SCMP_SYS(mprotect), 2, PROT_EXEC, 0},
        /* abort() sends a signal, but to nobody else */
        {SCMP_SYS(tgkill), 0, any, (uint64_t)getpid()},
    };
    int failed = 0;

    for (size_t i = 0; !failed && i < sizeof conditions / sizeof *conditions;
         i++)
        failed = seccomp_rule_add(
            filter, SCMP_ACT_ALLOW, conditions[i].call, 1,
            SCMP_CMP(conditions[i].argument, SCMP_CMP_MASKED_EQ,
                     conditions[i].mask, conditions[i].value));
    return failed;
}

static int
fill(scmp_filter_ctx filter, const struct confinement *c)
{
    /* Calls of another architecture would pass under other numbers. */
    int failed = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH,
                                  SCMP_ACT_KILL_PROCESS);

    for (size_t i = 0;
         !failed && i < sizeof harmless_calls / sizeof *harmless_calls; i++)
        failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, harmless_calls[i], 0);
    if (!failed)
        failed = allow_conditions(filter, c);
    /* stdio asks for the kind of file it writes to, and does without. */
    if (!failed && confine_is_strict())
        failed = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
                                  SCMP_SYS(newfstatat), 0);
    return failed;
}

static enum status
filter_calls(const struct confinement *c, struct error *err)
{
    scmp_filter_ctx filter = seccomp_init(
        confine_is_strict() ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ERRNO(EPERM));
    int failed = filter ? fill(filter, c) : -ENOMEM;

    if (!failed)
        failed = seccomp_load(filter);
    seccomp_release(filter);
    if (failed)
        return error_set(err, STATUS_UNAVAILABLE,
                         "cannot confine the extractor with seccomp: %s",
                         strerror(-failed));
    return STATUS_OK;
}

/* Never more than `most`; less where less was set already. */
static enum status
limit(int resource, rlim_t most, struct error *err)
{
    struct rlimit limits;
    int failed = getrlimit(resource, &limits);

    if (!failed) {
        if (most < limits.rlim_max)
            limits.rlim_max = most;
        if (limits.rlim_max < limits.rlim_cur)
            limits.rlim_cur = limits.rlim_max;
        failed = setrlimit(resource, &limits);
    }
    if (failed)
        return error_set(err, STATUS_UNAVAILABLE,
                         "cannot limit the extractor's resources: %s",
                         strerror(errno));
    return STATUS_OK;
}

static enum status
limit_resources(const struct confinement *c, struct error *err)
{
    enum status st = limit(RLIMIT_CORE, 0, err);

    /* No thread or process more (root's are not counted). */
    if (st == STATUS_OK)
        st = limit(RLIMIT_NPROC, 0, err);
    if (st == STATUS_OK)
        st = limit(RLIMIT_NOFILE, (rlim_t)c->channel_fd + 1, err);
    if (st == STATUS_OK && confine_is_strict() && c->memory_bytes > 0)
        st = limit(RLIMIT_AS, c->memory_bytes, err);
    /*
     * Standard error may be a file, and must not fill the disk. A line that
     * is lost for it costs no document: SIGXFSZ would end the process.
     */
    signal(SIGXFSZ, SIG_IGN);
    if (st == STATUS_OK && confine_is_strict())
        st = limit(RLIMIT_FSIZE, 0, err);
    return st;
}

enum status
confine(const struct confinement *c, struct error *err)
{
    enum status st;

    prepare_sanitizers();
    /*
     * A date of local time would look at /etc/localtime each time: libarchive
     * makes one of each entry. Nothing here tells local time.
     */
    setenv("TZ", "UTC0", 1);
    tzset();
    if (prctl(PR_SET_DUMPABLE, 0) != 0 ||
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "cannot confine the extractor: %s", strerror(errno));
    st = limit_resources(c, err);
    return st == STATUS_OK ? filter_calls(c, err) : st;
}
