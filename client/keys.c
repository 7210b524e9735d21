/* keys - who may speak with the servers from other machines. */
#include <stdio.h>
#include <string.h>

#include "client/options.h"
#include "client/output.h"
#include "client/table.h"
#include "record/json.h"
#include "wire/keyring.h"
#include "wire/keys.h"

static const struct option_spec options[] = {
    {"roles", "ROLE,...", "for add: one or more of these"},
    {"out", "FILE", "for add: the secret certificate; ./NAME.key"},
    {NULL, NULL, NULL},
};

static const struct column columns[] = {
    {"key", false, 0, 0},
    {"roles", false, 0, 0},
};

static const char *
server_path(struct invocation *inv)
{
    return arena_copy(inv->arena,
                      str_from(keyring_server_path(inv->directory).text))
        .ptr;
}

static json_t *
json_of_key(const char *name, unsigned roles)
{
    return json_pack("{s:s, s:s}", "name", name, "roles",
                     roles_format(roles).text);
}

/* ---- the actions ------------------------------------------------------- */

static enum exit_code
run_init(struct invocation *inv)
{
    struct error err;
    bool is_new;
    enum status st = keyring_init(inv->directory, &is_new, &err);

    if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    if (inv->is_json) {
        print_json(json_pack("{s:s, s:b}", "server_key", server_path(inv),
                             "is_new", is_new));
        return EXIT_CODE_DONE;
    }
    printf("%s  %s\n", is_new ? "made " : "there", server_path(inv));
    if (is_new)
        printf("Daemons on %s take tcp peers with keys only, once they are "
               "started anew.\nNext: baogao keys add NAME --roles work\n",
               inv->directory);
    return EXIT_CODE_DONE;
}

static void
print_use(struct invocation *inv, const char *secret, unsigned roles)
{
    const char *certificate = server_path(inv);

    printf("Carry two files to the other machine, by a way you trust:\n"
           "  %s   secret: whoever has it has these roles; keep its mode "
           "0600\n"
           "  %s   the servers' certificate, public\n"
           "and use them there:\n",
           secret, certificate);
    if (roles & ROLE_WORK)
        printf("  baogao-worker --join tcp://HEAD:PORT --key %s "
               "--server-key server.cert\n",
               secret);
    if (roles & ROLE_SUBMIT)
        printf("  baogao submit --submit-endpoint tcp://HEAD:PORT --key %s "
               "--server-key server.cert FILE...\n",
               secret);
    if (roles & ROLE_QUERY)
        printf("  baogao figures --query-endpoint tcp://HEAD:PORT --key %s "
               "--server-key server.cert\n",
               secret);
    if (roles & (ROLE_STATUS | ROLE_ADMIN))
        printf("  baogao status --control-endpoint tcp://HEAD:PORT --key %s "
               "--server-key server.cert\n",
               secret);
    printf("or set BAOGAO_KEY and BAOGAO_SERVER_KEY to their paths.\n");
}

static enum exit_code
run_add(struct invocation *inv)
{
    const char *name = inv->operands[1];
    const char *roles_text = options_value(inv, "roles");
    const char *secret = options_value(inv, "out");
    unsigned roles = 0;
    struct error err;
    enum status st = keyring_check_name(str_from(name), &err);

    if (st == STATUS_OK && !roles_text)
        st = error_set(&err, STATUS_INVALID, "--roles is missing");
    if (st == STATUS_OK)
        st = roles_parse(str_from(roles_text), &roles, &err);
    if (st != STATUS_OK)
        return fail_usage(inv, &err);
    if (!secret)
        secret = arena_format(inv->arena, "%s.key", name).ptr;
    st = keyring_add(inv->directory, name, roles, secret, &err);
    if (st == STATUS_INVALID)
        return fail_usage(inv, &err);
    if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    if (inv->is_json) {
        json_t *object = json_of_key(name, roles);
        if (object)
            json_object_set_new(object, "secret", json_string(secret));
        print_json(object);
        return EXIT_CODE_DONE;
    }
    printf("added  %s  %s\n", name, roles_format(roles).text);
    print_use(inv, secret, roles);
    return EXIT_CODE_DONE;
}

static bool
print_keys(const struct invocation *inv, struct keys *keys)
{
    struct table table;

    table_init(&table, columns, sizeof columns / sizeof *columns, stdout);
    for (const struct key *k = keys_first(keys); k; k = k->hh.next) {
        if (inv->is_json) {
            print_json(json_of_key(k->name, k->roles));
            continue;
        }
        table_add(&table, str_from(k->name));
        table_add(&table,
                  arena_format(inv->arena, "%s", roles_format(k->roles).text));
    }
    return inv->is_json || table_flush(&table);
}

static enum exit_code
run_list(struct invocation *inv)
{
    enum exit_code code = EXIT_CODE_DONE;
    struct keys *keys = NULL;
    bool has_changed;
    struct error err;
    enum status st = keys_open(inv->directory, &keys, &err);

    if (st == STATUS_OK)
        st = keys_refresh(keys, &has_changed, &err);
    if (st != STATUS_OK)
        code = fail_with(inv, st, &err);
    if (keys && !print_keys(inv, keys))
        code = EXIT_CODE_UNAVAILABLE;
    keys_close(&keys);
    return code;
}

static enum exit_code
run_revoke(struct invocation *inv)
{
    const char *name = inv->operands[1];
    struct error err;
    enum status st = keyring_revoke(inv->directory, name, &err);

    if (st == STATUS_INVALID)
        return fail_usage(inv, &err);
    if (st != STATUS_OK)
        return fail_with(inv, st, &err);
    if (inv->is_json)
        print_json(json_pack("{s:s}", "revoked", name));
    else
        printf("revoked  %s\n", name);
    return EXIT_CODE_DONE;
}

/* ---- the command ------------------------------------------------------- */

static const struct {
    const char *name;
    bool takes_name;
    enum exit_code (*run)(struct invocation *inv);
} actions[] = {
    {"init", false, run_init},
    {"add", true, run_add},
    {"list", false, run_list},
    {"revoke", true, run_revoke},
};

static enum exit_code
run(struct invocation *inv)
{
    struct error err;

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (strcmp(inv->operands[0], actions[i].name) != 0)
            continue;
        if (inv->operand_count == (actions[i].takes_name ? 2 : 1))
            return actions[i].run(inv);
        error_set(&err, STATUS_INVALID, "%s takes %s", actions[i].name,
                  actions[i].takes_name ? "the NAME of a key" : "no name");
        return fail_usage(inv, &err);
    }
    error_set(&err, STATUS_INVALID,
              "\"%s\" is none of init, add, list and revoke", inv->operands[0]);
    return fail_usage(inv, &err);
}

const struct command keys_command = {
    .name = "keys",
    .operands = "init|add|list|revoke [NAME]",
    .summary = "manage who may connect from other machines",
    .details =
        "init makes DIR/keys with the servers' certificate; daemons started\n"
        "after that take tcp peers with a known key only. add makes a key and\n"
        "writes its secret certificate to a file to carry to its user. list\n"
        "shows the keys and their roles, revoke ends one. Running daemons\n"
        "follow within two seconds, on open connections too.\n"
        "\n"
        "Roles: submit documents and watch them; work for the head; query the\n"
        "publisher; ask for status; admin for what changes the head's work.\n",
    .options = options,
    .min_operands = 1,
    .max_operands = 2,
    .run = run,
};
