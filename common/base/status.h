/*
 * status - how a call ended, as a decision its caller can take.
 *
 * A status says what to do next; struct error says why, in one sentence.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

enum status {
    STATUS_OK,
    STATUS_NOT_FOUND,
    STATUS_INVALID,     /* this input will never work */
    STATUS_UNAVAILABLE, /* the same call may work later */
    STATUS_CORRUPT,     /* our own data is damaged */
};

/* Exit codes of all three programs; README.md documents them. */
enum exit_code {
    EXIT_CODE_DONE = 0,
    EXIT_CODE_NOT_FOUND = 1,
    EXIT_CODE_USAGE = 2,
    EXIT_CODE_UNAVAILABLE = 3,
    EXIT_CODE_CORRUPT = 4,
    EXIT_CODE_INVALID = 5, /* a document could not be read */
};

/* The exit code with which a program reports `st`. */
enum exit_code status_exit_code(enum status st);

#endif
