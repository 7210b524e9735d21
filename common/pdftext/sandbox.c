#include "pdftext/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Allowed with any arguments. execve() is how the program is started. */
static const int allowed_calls[] = {
    SCMP_SYS(execve),
    /* what is open */
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fcntl),
    SCMP_SYS(fstat),
    /* what can be seen */
    SCMP_SYS(newfstatat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(statx),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    /* memory */
    SCMP_SYS(brk),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    /* the start and the end of a program */
    SCMP_SYS(arch_prctl),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(futex),
    SCMP_SYS(getrandom),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    /* what it asks of the system */
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(sched_getaffinity),
};

/* Files of the system, for reading; what is missing is passed over. */
static const char *const visible[] = {"/usr",
                                      "/lib",
                                      "/lib64",
                                      "/etc/ld.so.cache",
                                      "/etc/ld.so.preload",
                                      "/etc/localtime",
                                      "/etc/fonts",
                                      "/etc/alternatives"};

static int
fill(scmp_filter_ctx filter)
{
    const uint64_t changes = O_ACCMODE | O_CREAT | O_TRUNC | O_TMPFILE;
    int failed = 0;

    for (size_t i = 0;
         !failed && i < sizeof allowed_calls / sizeof *allowed_calls; i++)
        failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed_calls[i], 0);
    /* Open to read alone; a directory's flag is part of O_TMPFILE. */
    if (!failed)
        failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                                  SCMP_CMP(2, SCMP_CMP_MASKED_EQ,
                                           changes & ~(uint64_t)O_DIRECTORY,
                                           O_RDONLY));
    /* Limits are asked for, and never set. */
    if (!failed)
        failed = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64),
                                  1, SCMP_CMP(2, SCMP_CMP_EQ, 0, 0));
    return failed;
}

/* The filter as instructions that the kernel takes, through a file. */
static int
compile(scmp_filter_ctx filter, struct sock_fprog *out)
{
    int fd = memfd_create("filter", MFD_CLOEXEC);
    int failed = fd < 0 ? -errno : seccomp_export_bpf(filter, fd);
    struct stat info;

    if (!failed && fstat(fd, &info) != 0)
        failed = -errno;
    if (!failed) {
        out->len =
            (unsigned short)((size_t)info.st_size / sizeof(struct sock_filter));
        out->filter = malloc((size_t)info.st_size);
        if (!out->filter ||
            pread(fd, out->filter, (size_t)info.st_size, 0) != info.st_size)
            failed = -ENOMEM;
    }
    if (fd >= 0)
        close(fd);
    return failed;
}

static void
show(int rules_fd, const char *path)
{
    struct landlock_path_beneath_attr beneath = {
        .allowed_access =
            LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE,
        .parent_fd = open(path, O_PATH | O_CLOEXEC),
    };
    struct stat info;

    if (beneath.parent_fd < 0)
        return;
    if (fstat(beneath.parent_fd, &info) == 0 && S_ISDIR(info.st_mode))
        beneath.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    syscall(SYS_landlock_add_rule, rules_fd, LANDLOCK_RULE_PATH_BENEATH,
            &beneath, 0);
    close(beneath.parent_fd);
}

static int
make_rules(const char *program)
{
    /* All of the first version: what is not allowed is forbidden. */
    const struct landlock_ruleset_attr attr = {
        .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    int fd = (int)syscall(SYS_landlock_create_ruleset, &attr,
                          sizeof attr.handled_access_fs, 0);

    if (fd < 0)
        return -1;
    for (size_t i = 0; i < sizeof visible / sizeof *visible; i++)
        show(fd, visible[i]);
    show(fd, program);
    return fd;
}

enum status
sandbox_make(const char *program, struct sandbox *out, struct error *err)
{
    struct sandbox s = {.rules_fd = -1};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int failed = filter ? fill(filter) : -ENOMEM;

    if (!failed)
        failed = compile(filter, &s.filter);
    seccomp_release(filter);
    if (failed) {
        sandbox_release(&s);
        return error_set(err, STATUS_UNAVAILABLE,
                         "cannot confine pdftotext with seccomp: %s",
                         strerror(-failed));
    }
    s.rules_fd = make_rules(program);
    *out = s;
    return STATUS_OK;
}

void
sandbox_release(struct sandbox *s)
{
    free(s->filter.filter);
    if (s->rules_fd >= 0)
        close(s->rules_fd);
    *s = (struct sandbox){.rules_fd = -1};
}

bool
sandbox_enter(const struct sandbox *s)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return false;
    if (s->rules_fd >= 0 &&
        syscall(SYS_landlock_restrict_self, s->rules_fd, 0) != 0)
        return false;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &s->filter) == 0;
}
