#include "client/document_pages.h"

enum status
document_pages_next(struct document_pages *p, struct arena *a,
                    struct document_page *out, struct error *err)
{
    struct message request = {
        .kind = MESSAGE_LIST_DOCUMENTS,
        .list_documents = {.state = p->state,
                           .limit = LIST_LIMIT_MAX,
                           .after_no = p->after_no},
    };
    struct message answer;
    enum status st = exchange_ask(p->exchange, &request, MESSAGE_DOCUMENT_PAGE,
                                  a, &answer, err);

    if (st != STATUS_OK)
        return st;
    *out = answer.document_page;
    p->after_no = out->next_after_no;
    p->is_over = out->next_after_no == 0;
    return STATUS_OK;
}
