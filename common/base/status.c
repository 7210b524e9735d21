#include "base/status.h"

enum exit_code
status_exit_code(enum status st)
{
    switch (st) {
    case STATUS_OK:
        return EXIT_CODE_DONE;
    case STATUS_NOT_FOUND:
        return EXIT_CODE_NOT_FOUND;
    case STATUS_INVALID:
        return EXIT_CODE_INVALID;
    case STATUS_UNAVAILABLE:
        return EXIT_CODE_UNAVAILABLE;
    case STATUS_CORRUPT:
        return EXIT_CODE_CORRUPT;
    }
    return EXIT_CODE_CORRUPT;
}
