#include "publisher/http/head_api.h"

#include "publisher/http/parameters.h"
#include "wire/control_json.h"

static const struct str no_field = {0};

/* ---- the conversation -------------------------------------------------- */

/* False: *out is the reply. */
static bool
has_head(const struct api *api, struct reply *out)
{
    if (api->head)
        return true;
    reply_error(out, HTTP_UNAVAILABLE, "unavailable", no_field,
                "this publisher has no head: it follows another publisher");
    return false;
}

/* The reply of a question whose answer is not there, or never will be. */
static void
reply_without(struct reply *out, enum status st, const struct error *err)
{
    if (st == STATUS_NOT_FOUND)
        *out = (struct reply){.wait_ms = 2 * HEAD_PATIENCE_MS,
                              .wait_for = WAIT_FOR_HEAD};
    else
        reply_status(out, st, no_field, err);
}

/*
 * The head's answer, which stays until the request is over. NULL: *out is the
 * reply, or says to wait.
 */
static const struct message *
ask(const struct api *api, const struct request *request,
    const struct message *question, enum message_kind wanted, struct reply *out)
{
    const struct message *answer = NULL;
    struct error err;
    enum status st;

    if (!has_head(api, out))
        return NULL;
    if (!request->ticket) {
        reply_error(out, HTTP_TOO_LARGE, "body", no_field,
                    "the request has a body, which nothing here takes");
        return NULL;
    }
    if (*request->ticket == 0)
        *request->ticket = head_ask(api->head, *question, wanted);
    st = head_answer(api->head, *request->ticket, &answer, &err);
    if (st == STATUS_OK)
        return answer;
    reply_without(out, st, &err);
    return NULL;
}

/* ---- reading ----------------------------------------------------------- */

void
answer_status(struct api *api, const struct request *request,
              const struct route *route, struct reply *out)
{
    const struct status_report *report = NULL;
    struct error err;
    enum status st;

    (void)route;
    if (parameters_refused(request, out) || !has_head(api, out))
        return;
    st = head_status(api->head, &report, &err);
    if (st == STATUS_OK)
        reply_json(out, HTTP_OK, json_of_status_report(report));
    else if (st == STATUS_NOT_FOUND && !request->ticket)
        reply_error(out, HTTP_UNAVAILABLE, "unavailable", no_field,
                    "the head has not answered yet");
    else
        reply_without(out, st, &err);
}

static enum status
set_list(void *to, struct str name, struct str value, struct error *err)
{
    struct list_documents *list = to;
    uint64_t number;

    if (!str_equal(name, STR("limit")) && !str_equal(name, STR("after")))
        return error_set(err, STATUS_INVALID, "there is no such parameter");
    if (!str_to_u64(value, &number))
        return error_set(err, STATUS_INVALID, "not a whole number");
    if (str_equal(name, STR("after"))) {
        list->after_no = number;
        return STATUS_OK;
    }
    if (number < 1 || number > LIST_LIMIT_MAX)
        return error_set(err, STATUS_INVALID, "not from 1 to %d",
                         LIST_LIMIT_MAX);
    list->limit = (uint32_t)number;
    return STATUS_OK;
}

static json_t *
json_of_documents(const struct document_page *page)
{
    json_t *documents = json_array();

    for (size_t i = 0; i < page->count; i++)
        json_array_append_new(documents,
                              json_of_document_info(&page->documents[i]));
    return json_pack("{s:o, s:o}", "documents", documents, "next_after",
                     page->next_after_no
                         ? json_integer((json_int_t)page->next_after_no)
                         : json_null());
}

void
answer_documents(struct api *api, const struct request *request,
                 const struct route *route, struct reply *out)
{
    struct message question = {
        .kind = MESSAGE_LIST_DOCUMENTS,
        .list_documents = {.state = (enum document_state)route->argument},
    };
    const struct message *answer;

    if (!parameters_read(request, set_list, &question.list_documents, out))
        return;
    answer = ask(api, request, &question, MESSAGE_DOCUMENT_PAGE, out);
    if (answer)
        reply_json(out, HTTP_OK, json_of_documents(&answer->document_page));
}

/* ---- orders ------------------------------------------------------------ */

static void
reply_result(const struct order_result *result, struct reply *out)
{
    char digits[DOCUMENT_ID_DIGITS + 1];

    if (result->outcome == ORDER_OUTCOME_NOT_FOUND) {
        reply_error(out, HTTP_NOT_FOUND, "not_found", no_field,
                    "there is no such document");
        return;
    }
    if (result->outcome == ORDER_OUTCOME_WRONG_STATE) {
        reply_error(out, HTTP_CONFLICT, "wrong_state", no_field,
                    "the document is in another state by now");
        return;
    }
    reply_json(out, HTTP_OK,
               json_pack("{s:s, s:s}", "document_id",
                         document_id_print(result->document_id, digits),
                         "state", document_state_name(result->state)));
}

void
answer_order(struct api *api, const struct request *request,
             const struct route *route, struct reply *out)
{
    struct document_id id;
    struct message question = {
        .kind = MESSAGE_ORDER,
        .order = {.kind = (enum order_kind)route->argument,
                  .document_ids = &id,
                  .count = 1},
    };
    const struct message *answer;

    if (parameters_refused(request, out))
        return;
    if (!document_id_parse(request->id, &id)) {
        reply_error(out, HTTP_BAD_REQUEST, "field", STR("id"),
                    "not a document's id: 32 hexadecimal digits");
        return;
    }
    answer = ask(api, request, &question, MESSAGE_ORDERED, out);
    if (answer && answer->ordered.count == 1)
        reply_result(&answer->ordered.results[0], out);
    else if (answer)
        reply_error(out, HTTP_INTERNAL, "head", no_field,
                    "the head did not say what came of it");
}

void
answer_steer(struct api *api, const struct request *request,
             const struct route *route, struct reply *out)
{
    const struct message question = {
        .kind = MESSAGE_STEER,
        .steer = {.action = (enum steer_action)route->argument},
    };
    const struct message *answer;

    if (parameters_refused(request, out))
        return;
    answer = ask(api, request, &question, MESSAGE_STEERED, out);
    if (answer)
        reply_json(out, HTTP_OK,
                   json_pack("{s:b, s:I, s:I}", "paused",
                             answer->steered.is_paused, "workers",
                             (json_int_t)answer->steered.workers, "leased",
                             (json_int_t)answer->steered.leased));
}
