#include "wire/message.h"

bool
message_has_payload(enum message_kind kind)
{
    return kind == MESSAGE_SUBMIT || kind == MESSAGE_JOB;
}

const char *
message_name(enum message_kind kind)
{
    static const char *const names[] = {
        [MESSAGE_HELLO] = "Hello",
        [MESSAGE_WELCOME] = "Welcome",
        [MESSAGE_REFUSED] = "Refused",
        [MESSAGE_BUSY] = "Busy",
        [MESSAGE_SUBMIT] = "Submit",
        [MESSAGE_ACCEPTED] = "Accepted",
        [MESSAGE_WATCH] = "Watch",
        [MESSAGE_WHERE] = "Where",
        [MESSAGE_OUTCOME] = "Outcome",
        [MESSAGE_READY] = "Ready",
        [MESSAGE_JOB] = "Job",
        [MESSAGE_RESULT] = "Result",
        [MESSAGE_TAKEN] = "Taken",
        [MESSAGE_STALE] = "Stale",
        [MESSAGE_STATUS_REQUEST] = "StatusRequest",
        [MESSAGE_STATUS_REPORT] = "StatusReport",
        [MESSAGE_LIST_DOCUMENTS] = "ListDocuments",
        [MESSAGE_DOCUMENT_PAGE] = "DocumentPage",
        [MESSAGE_ORDER] = "Order",
        [MESSAGE_ORDERED] = "Ordered",
        [MESSAGE_STEER] = "Steer",
        [MESSAGE_STEERED] = "Steered",
        [MESSAGE_QUERY] = "Query",
        [MESSAGE_PAGE] = "Page",
        [MESSAGE_CITE] = "Cite",
        [MESSAGE_CITATION] = "Citation",
        [MESSAGE_SERIES] = "Series",
        [MESSAGE_SERIES_PAGE] = "SeriesPage",
        [MESSAGE_PROMISES] = "Promises",
        [MESSAGE_PROMISE_PAGE] = "PromisePage",
        [MESSAGE_CHANGES] = "Changes",
        [MESSAGE_CHANGE_PAGE] = "ChangePage",
        [MESSAGE_NUDGE] = "Nudge",
    };

    return names[kind];
}
