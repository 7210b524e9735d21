/*
 * connect - the exchange that a command has with a server, as the options say.
 */
#ifndef CLIENT_CONNECT_H
#define CLIENT_CONNECT_H

#include "client/command.h"
#include "client/exchange.h"

/*
 * Connect to the publisher as the options say. False: a complaint was
 * printed, and *code is what the command ends with.
 */
bool connect_publisher(struct invocation *inv, struct exchange **out,
                       enum exit_code *code);
/* The same with the head's control socket. */
bool connect_head(struct invocation *inv, int timeout_ms, struct exchange **out,
                  enum exit_code *code);

/*
 * Complain of a question that failed; the exit code. A refusal, which is
 * STATUS_INVALID, means that the command was given something wrong.
 */
enum exit_code fail_asking(const struct invocation *inv, enum status st,
                           const struct error *err);

#endif
