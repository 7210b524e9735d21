/*
 * html_tokens - the tags and the text of an HTML document, one by one.
 *
 * Written here because libxml2's HTML parser compares each attribute of a
 * tag, and each end tag, with all before it: a page of half a megabyte made
 * for that takes it half a minute. This reader looks at no byte more than a
 * few times. As browsers do, it takes any bytes for HTML.
 */
#ifndef WORKER_EXTRACT_DECODE_HTML_TOKENS_H
#define WORKER_EXTRACT_DECODE_HTML_TOKENS_H

#include "base/str.h"

enum html_token_kind { HTML_TEXT, HTML_START, HTML_END };

/* All slices borrow the document. */
struct html_token {
    enum html_token_kind kind;
    struct str text;       /* HTML_TEXT: with its character references */
    struct str name;       /* of a tag, in the document's case */
    struct str attributes; /* of a start tag, for html_next_attribute() */
    bool is_empty;         /* a start tag that ends its element: <br/> */
    bool is_raw;           /* HTML_TEXT of a script or the like */
};

struct html_reader {
    struct str rest;
    struct str raw_name; /* the element whose end tag ends raw text */
};

/* Comments and declarations are passed over. False: the document ends. */
bool html_next(struct html_reader *reader, struct html_token *out);

/* Take the first attribute off *attributes. False: there is none. */
bool html_next_attribute(struct str *attributes, struct str *name,
                         struct str *value);

/* Whether two names of HTML are the same: ASCII, in either case. */
bool html_same_name(struct str a, struct str b);

#endif
