#include "pdftext/pdftext.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pdftext/sandbox.h"

enum {
    /* Of text and of complaints each; a report's text is below one MiB. */
    OUTPUT_MAX_BYTES = 64 << 20,
    COMPLAINT_MAX_BYTES = 4 << 10,
    OPEN_MAX = 32,
    EXIT_CANNOT_CONFINE = 126,
    EXIT_CANNOT_RUN = 127,
};

static const char usual_program[] = "/usr/bin/pdftotext";

struct pdftext {
    pid_t pid;
    int pid_fd;
    int text_fd; /* files in memory: nobody waits for anybody */
    int complaint_fd;
};

/* ---- the process ------------------------------------------------------- */

static bool
limit(int resource, rlim_t most)
{
    struct rlimit limits;

    if (getrlimit(resource, &limits) != 0)
        return false;
    if (limits.rlim_max > most)
        limits.rlim_max = most;
    limits.rlim_cur = limits.rlim_max;
    return setrlimit(resource, &limits) == 0;
}

static bool
limit_resources(const struct pdftext_limits *limits)
{
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_NPROC, 0) &&
           limit(RLIMIT_NOFILE, OPEN_MAX) &&
           limit(RLIMIT_FSIZE, OUTPUT_MAX_BYTES) &&
           limit(RLIMIT_AS, limits->memory_bytes) &&
           limit(RLIMIT_CPU, limits->cpu_ms / 1000 + 1);
}

struct start {
    const char *program;
    const struct pdftext_limits *limits;
    const struct sandbox *sandbox;
    int pdf_fd, text_fd, complaint_fd;
    pid_t parent;
};

/* Only async-signal-safe calls: between fork and exec. */
__attribute__((noreturn)) static void
become(const struct start *s)
{
    static char name[] = "pdftotext", enc[] = "-enc", utf8[] = "UTF-8",
                no_diagonal[] = "-nodiag", eol[] = "-eol", unix_eol[] = "unix",
                from[] = "-", to[] = "-", locale[] = "LC_ALL=C";
    /* Diagonal text is a watermark. */
    char *args[] = {name,     enc,  utf8, no_diagonal, eol,
                    unix_eol, from, to,   NULL};
    char *environment[] = {locale, NULL};
    sigset_t none;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != s->parent)
        _exit(EXIT_CANNOT_RUN);
    dup2(s->pdf_fd, STDIN_FILENO);
    dup2(s->text_fd, STDOUT_FILENO);
    dup2(s->complaint_fd, STDERR_FILENO);
    close_range(STDERR_FILENO + 1, ~0u, CLOSE_RANGE_CLOEXEC);
    /* What is said to all processes of a job is its parent's to act on. */
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (!limit_resources(s->limits) || !sandbox_enter(s->sandbox))
        _exit(EXIT_CANNOT_CONFINE);
    execve(s->program, args, environment);
    _exit(EXIT_CANNOT_RUN);
}

/* A file in memory that holds `content`, to be read from its begin; -1. */
static int
memory_file(struct str content)
{
    int fd = memfd_create("pdftext", MFD_CLOEXEC);

    for (size_t at = 0; fd >= 0 && at < content.len;) {
        ssize_t written = write(fd, content.ptr + at, content.len - at);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            close(fd);
            return -1;
        }
        at += (size_t)written;
    }
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

static void
close_if_open(int fd)
{
    if (fd >= 0)
        close(fd);
}

static void
release(struct pdftext **p)
{
    close_if_open((*p)->pid_fd);
    close_if_open((*p)->text_fd);
    close_if_open((*p)->complaint_fd);
    free(*p);
    *p = NULL;
}

static const char *
program_path(void)
{
    const char *told = getenv("BAOGAO_PDFTOTEXT");

    return told && *told ? told : usual_program;
}

static enum status
run(struct pdftext *p, int pdf_fd, const struct pdftext_limits *limits,
    struct error *err)
{
    struct sandbox sandbox = {.rules_fd = -1};
    struct start start = {.program = program_path(),
                          .limits = limits,
                          .sandbox = &sandbox,
                          .pdf_fd = pdf_fd,
                          .text_fd = p->text_fd,
                          .complaint_fd = p->complaint_fd,
                          .parent = getpid()};
    enum status st = sandbox_make(start.program, &sandbox, err);

    if (st != STATUS_OK)
        return st;
    p->pid = fork();
    if (p->pid == 0)
        become(&start);
    sandbox_release(&sandbox);
    if (p->pid < 0)
        return error_set(err, STATUS_UNAVAILABLE, "cannot fork: %s",
                         strerror(errno));
    p->pid_fd = (int)syscall(SYS_pidfd_open, p->pid, 0);
    if (p->pid_fd < 0)
        return error_set(err, STATUS_UNAVAILABLE, "no pidfd: %s",
                         strerror(errno));
    return STATUS_OK;
}

enum status
pdftext_start(struct str pdf, const struct pdftext_limits *limits,
              struct pdftext **out, struct error *err)
{
    struct pdftext *p;
    enum status st;
    int pdf_fd;

    if (access(program_path(), X_OK) != 0)
        return error_set(err, STATUS_UNAVAILABLE,
                         "a PDF cannot be read: %s is not installed (package "
                         "poppler-utils)",
                         program_path());
    p = malloc(sizeof *p);
    if (!p)
        return error_set(err, STATUS_UNAVAILABLE, "out of memory");
    pdf_fd = memory_file(pdf);
    *p = (struct pdftext){-1, -1, memory_file(STR("")), memory_file(STR(""))};
    if (pdf_fd < 0 || p->text_fd < 0 || p->complaint_fd < 0)
        st = error_set(err, STATUS_UNAVAILABLE, "no memory for a PDF: %s",
                       strerror(errno));
    else
        st = run(p, pdf_fd, limits, err);
    close_if_open(pdf_fd);
    if (st == STATUS_OK)
        *out = p;
    else
        pdftext_stop(&p);
    return st;
}

int
pdftext_fd(const struct pdftext *p)
{
    return p->pid_fd;
}

void
pdftext_stop(struct pdftext **p)
{
    if (!*p)
        return;
    if ((*p)->pid > 0) {
        kill((*p)->pid, SIGKILL);
        while (waitpid((*p)->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    release(p);
}

/* ---- what it gave ------------------------------------------------------ */

/* The first line of complaint, with nothing odd in it. */
struct complaint {
    char text[COMPLAINT_MAX_BYTES + 1];
};

static struct complaint
read_complaint(int fd)
{
    struct complaint c = {{0}};
    ssize_t got = pread(fd, c.text, COMPLAINT_MAX_BYTES, 0);

    c.text[got > 0 ? got : 0] = '\0';
    for (char *at = c.text; *at; at++)
        if (*at != '\n' && !isprint((unsigned char)*at))
            *at = '?';
    return c;
}

static enum status
judge_exit(int code, const struct complaint *c, struct error *err)
{
    int line = (int)strcspn(c->text, "\n");

    if (code == 0)
        return STATUS_OK;
    if (code == EXIT_CANNOT_RUN || code == EXIT_CANNOT_CONFINE)
        return error_set(err, STATUS_UNAVAILABLE, "%s %s", program_path(),
                         code == EXIT_CANNOT_RUN ? "could not be run"
                                                 : "could not be confined");
    if (strstr(c->text, "Incorrect password"))
        return error_set(err, STATUS_INVALID, "PDF is encrypted");
    if (strcasestr(c->text, "out of memory"))
        return error_set(err, STATUS_UNAVAILABLE, "PDF needs too much memory");
    if (code == 3)
        return error_set(err, STATUS_INVALID, "PDF forbids to take its text");
    return error_set(err, STATUS_INVALID, "PDF is damaged: %.*s",
                     line > 120 ? 120 : line, c->text);
}

static enum status
judge(int how, const struct complaint *c, struct error *err)
{
    if (!WIFSIGNALED(how))
        return judge_exit(WEXITSTATUS(how), c, err);
    if (WTERMSIG(how) == SIGXFSZ)
        return error_set(err, STATUS_INVALID,
                         "PDF has more than %d MiB of text",
                         OUTPUT_MAX_BYTES >> 20);
    if (WTERMSIG(how) == SIGXCPU)
        return error_set(err, STATUS_UNAVAILABLE,
                         "PDF was not read within its time limit");
    return error_set(err, STATUS_UNAVAILABLE,
                     "pdftotext was killed by signal %d (%s)", WTERMSIG(how),
                     strsignal(WTERMSIG(how)));
}

static enum status
read_text(int fd, struct buffer *out, struct error *err)
{
    size_t before = out->len;
    bool has_text = false;

    for (;;) {
        ssize_t got;

        if (!buffer_reserve(out, COMPLAINT_MAX_BYTES))
            return error_set(err, STATUS_UNAVAILABLE, "no memory for a PDF");
        got = pread(fd, out->ptr + out->len, COMPLAINT_MAX_BYTES,
                    (off_t)(out->len - before));
        if (got < 0)
            return error_set(err, STATUS_UNAVAILABLE, "cannot read: %s",
                             strerror(errno));
        if (got == 0)
            break;
        for (ssize_t i = 0; i < got && !has_text; i++)
            has_text = (unsigned char)out->ptr[out->len + (size_t)i] > ' ';
        out->len += (size_t)got;
    }
    if (!has_text)
        return error_set(err, STATUS_INVALID,
                         "PDF holds images of pages and no text; recognise "
                         "the text first");
    return STATUS_OK;
}

enum status
pdftext_finish(struct pdftext **p, struct buffer *text, struct error *err)
{
    struct complaint complaint;
    enum status st;
    int how = 0;

    while (waitpid((*p)->pid, &how, 0) < 0 && errno == EINTR)
        continue;
    complaint = read_complaint((*p)->complaint_fd);
    st = judge(how, &complaint, err);
    if (st == STATUS_OK)
        st = read_text((*p)->text_fd, text, err);
    release(p);
    return st;
}
