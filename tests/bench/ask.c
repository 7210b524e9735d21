/*
 * ask - puts questions to the publisher, as many readers or as one.
 *
 *     bench_ask [OPTION]... ENDPOINT < QUESTIONS
 *         --readers N    processes that ask, each its own questions (1)
 *         --rate R       questions a second of all together (0: as fast as
 *                        answers come)
 *         --seconds S    stop asking after so long (0: each question once)
 *
 * A question is a line: what is asked for, then fields and their values,
 * with tabs between: "figures<TAB>place=浙江省<TAB>year=2012", "cite<TAB>ID",
 * "series<TAB>indicator=gdp<TAB>place=浙江省".
 * One that is refused, or whose answer does not come, ends the run. Prints
 * "COUNT SECONDS RATE P50_MS P99_MS", and how many rows the answers had.
 */
#include <getopt.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "client/exchange.h"
#include "tests/bench/fail.h"
#include "tests/bench/stopwatch.h"

enum {
    READERS_MAX = 64,
    QUESTIONS_MAX = 100000,
    ANSWERS_MAX = 1 << 20,
    LINE_MAX_BYTES = 4096,
    TIMEOUT_MS = 30000,
};

/* What the readers share. */
struct answers {
    atomic_size_t count;
    atomic_size_t rows;
    double latencies[ANSWERS_MAX];
};

struct asking {
    const char *endpoint;
    size_t readers;
    double rate, seconds;
    struct arena arena;
    struct message *questions;
    size_t count;
    struct answers *answers;
};

static enum message_kind
wanted_of(const struct message *question)
{
    if (question->kind == MESSAGE_SERIES)
        return MESSAGE_SERIES_PAGE;
    return question->kind == MESSAGE_CITE ? MESSAGE_CITATION : MESSAGE_PAGE;
}

static void
read_fields(struct message *m, struct str rest)
{
    struct error err;

    while (rest.len) {
        struct str value = str_cut(&rest, STR("\t"));
        struct str name = str_cut(&value, STR("="));
        enum status st = m->kind == MESSAGE_SERIES
                             ? series_set(&m->series, name, value, &err)
                             : query_set(&m->query, name, value, &err);
        if (st != STATUS_OK)
            fail(err.text);
    }
}

static struct message
read_question(struct str line)
{
    static const char *const nouns[] = {
        [ROW_REPORT] = "reports",
        [ROW_SECTION] = "sections",
        [ROW_FIGURE] = "figures",
        [ROW_MENTION] = "mentions",
    };
    struct str noun = str_cut(&line, STR("\t"));
    struct message m = {.kind = MESSAGE_QUERY};

    if (str_equal(noun, STR("cite"))) {
        m.kind = MESSAGE_CITE;
        m.cite.figure = line;
        return m;
    }
    if (str_equal(noun, STR("series"))) {
        m.kind = MESSAGE_SERIES;
        read_fields(&m, line);
        return m;
    }
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (str_equal(noun, str_from(nouns[i]))) {
            m.query.rows = (enum row_kind)i;
            read_fields(&m, line);
            return m;
        }
    fail("a question of an unknown kind");
}

static void
read_questions(struct asking *asking)
{
    char line[LINE_MAX_BYTES];
    size_t capacity = 0;

    while (fgets(line, sizeof line, stdin) && asking->count < QUESTIONS_MAX) {
        struct str text = str_trim(str_from(line));
        asking->questions =
            arena_grow(&asking->arena, asking->questions, asking->count,
                       &capacity, sizeof *asking->questions);
        if (!asking->questions)
            fail("out of memory");
        asking->questions[asking->count++] =
            read_question(arena_copy(&asking->arena, text));
    }
    if (asking->count == 0)
        fail("no questions on standard input");
}

static void
ask(struct asking *asking, struct exchange *exchange, struct message question)
{
    struct answers *answers = asking->answers;
    struct arena a = {0};
    struct message answer;
    struct error err;
    double began = stopwatch_seconds();
    size_t at;

    if (exchange_ask(exchange, &question, wanted_of(&question), &a, &answer,
                     &err) != STATUS_OK)
        fail(err.text);
    at = atomic_fetch_add(&answers->count, 1);
    if (at < ANSWERS_MAX)
        answers->latencies[at] = stopwatch_seconds() - began;
    if (answer.kind == MESSAGE_PAGE)
        atomic_fetch_add(&answers->rows, answer.page.row_count);
    if (answer.kind == MESSAGE_SERIES_PAGE)
        atomic_fetch_add(&answers->rows, answer.series_page.line_count);
    arena_release(&a);
}

/* Sleep until `when`, on the stopwatch. */
static void
wait_until(double when)
{
    double left = when - stopwatch_seconds();

    if (left > 0)
        usleep((useconds_t)(left * 1e6));
}

/* Reader `number`: every so many of the questions, in turn. */
static void
read_answers(struct asking *asking, size_t number)
{
    struct exchange_options options = {
        .endpoint = asking->endpoint,
        .server = "baogao-publisher",
        .timeout_ms = TIMEOUT_MS,
    };
    struct exchange *exchange;
    struct error err;
    double began = stopwatch_seconds();
    size_t asked = 0;

    if (exchange_open(&options, &exchange, &err) != STATUS_OK)
        fail(err.text);
    for (size_t at = number;; at += asking->readers, asked++) {
        double due =
            asking->rate > 0
                ? began + (double)asked * (double)asking->readers / asking->rate
                : began;
        if (asking->seconds > 0
                ? due > began + asking->seconds ||
                      stopwatch_seconds() > began + asking->seconds
                : at >= asking->count)
            break;
        wait_until(due);
        ask(asking, exchange, asking->questions[at % asking->count]);
    }
    exchange_close(&exchange);
}

static void
run_readers(struct asking *asking)
{
    int status;

    for (size_t i = 0; i < asking->readers; i++) {
        pid_t pid = fork();
        if (pid < 0)
            fail("cannot fork");
        if (pid == 0) {
            read_answers(asking, i);
            _exit(0);
        }
    }
    while (wait(&status) > 0)
        if (status != 0)
            fail("a reader has failed");
}

static void
read_options(struct asking *asking, int argc, char **argv)
{
    static const struct option options[] = {
        {"readers", required_argument, NULL, 'n'},
        {"rate", required_argument, NULL, 'r'},
        {"seconds", required_argument, NULL, 's'},
        {0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'n')
            asking->readers = strtoul(optarg, NULL, 10);
        else if (option == 'r')
            asking->rate = strtod(optarg, NULL);
        else if (option == 's')
            asking->seconds = strtod(optarg, NULL);
        else
            fail("see the first lines of ask.c");
    }
    if (optind + 1 != argc || asking->readers == 0 ||
        asking->readers > READERS_MAX)
        fail("see the first lines of ask.c");
    asking->endpoint = argv[optind];
}

int
main(int argc, char **argv)
{
    struct asking asking = {.readers = 1};
    struct answers *answers;
    size_t count;
    double began;

    read_options(&asking, argc, argv);
    read_questions(&asking);
    answers = mmap(NULL, sizeof *answers, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (answers == MAP_FAILED)
        fail("out of memory");
    asking.answers = answers;
    began = stopwatch_seconds();
    run_readers(&asking);
    count = atomic_load(&answers->count);
    if (count > ANSWERS_MAX)
        count = ANSWERS_MAX;
    stopwatch_print(answers->latencies, count, stopwatch_seconds() - began);
    printf("%zu rows\n", atomic_load(&answers->rows));
    arena_release(&asking.arena);
    return 0;
}
