/*
 * session - the exchange that a command has with a server, as the options say.
 */
#ifndef CLIENT_SESSION_H
#define CLIENT_SESSION_H

#include "client/command.h"
#include "client/exchange.h"

/*
 * Connect to the publisher as the options say. False: a complaint was
 * printed, and *code is what the command ends with.
 */
bool session_with_publisher(struct invocation *inv, struct exchange **out,
                            enum exit_code *code);
/* The same with the head's control socket. */
bool session_with_head(struct invocation *inv, int timeout_ms,
                       struct exchange **out, enum exit_code *code);

#endif
