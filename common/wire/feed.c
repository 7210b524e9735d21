#include "wire/feed.h"

#include "wire/number_field.h"

bool
change_page_is_last(const struct change_page *page)
{
    return page->count == 0 ||
           page->changes[page->count - 1].change_no >= page->as_of;
}

const char *
document_change_word(const struct document_change *change)
{
    if (change->state == DOCUMENT_DONE && change->readings > 1)
        return "reread";
    return document_state_name(change->state);
}

enum status
changes_set(struct changes *m, struct str name, struct str value,
            struct error *err)
{
    uint64_t number = 0;
    enum status st = STATUS_OK;

    if (str_equal(name, STR("store_id"))) {
        m->store_id = value;
    } else if (str_equal(name, STR("after"))) {
        st = number_field(name, value, 0, UINT64_MAX, &m->after, err);
    } else if (str_equal(name, STR("limit"))) {
        st = number_field(name, value, 1, CHANGES_LIMIT_MAX, &number, err);
        if (st == STATUS_OK)
            m->limit = (uint32_t)number;
    } else if (str_equal(name, STR("wait_ms"))) {
        st = number_field(name, value, 0, CHANGES_WAIT_MAX_MS, &number, err);
        if (st == STATUS_OK)
            m->wait_ms = (uint32_t)number;
    } else {
        return error_set(err, STATUS_NOT_FOUND, "there is no parameter %.*s",
                         STR_ARG(name));
    }
    return st;
}
