#include "wire/refusal.h"

enum status
refusal_status(const struct refused *refused, struct error *err)
{
    static const struct {
        enum status status;
        const char *reason;
    } meanings[] = {
        [REFUSED_MALFORMED] = {STATUS_INVALID, "the message is malformed"},
        [REFUSED_VERSION] = {STATUS_UNAVAILABLE,
                             "no protocol version in common"},
        [REFUSED_TOO_LARGE] = {STATUS_INVALID, "the document is too large"},
        [REFUSED_EMPTY] = {STATUS_INVALID, "the document is empty"},
        [REFUSED_NOT_FOUND] = {STATUS_NOT_FOUND, "there is no such record"},
        [REFUSED_FIELD] = {STATUS_INVALID, "a field has no valid value"},
        [REFUSED_DAMAGED] = {STATUS_CORRUPT, "the store is damaged"},
        [REFUSED_UNEXPECTED] = {STATUS_INVALID, "not a request it answers"},
        [REFUSED_FORGOTTEN] = {STATUS_INVALID, "the document was forgotten"},
        [REFUSED_FORBIDDEN] = {STATUS_UNAVAILABLE, "the key may not do this"},
        [REFUSED_OTHER_STORE] = {STATUS_NOT_FOUND, "it is another store"},
    };
    enum status st = STATUS_INVALID;
    struct str reason = STR("refused");

    if ((size_t)refused->code < sizeof meanings / sizeof *meanings) {
        st = meanings[refused->code].status;
        reason = str_from(meanings[refused->code].reason);
    }
    if (refused->reason.len)
        reason = refused->reason;
    return error_set(err, st, "%.*s", STR_ARG(reason));
}
