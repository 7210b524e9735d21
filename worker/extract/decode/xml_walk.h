/*
 * xml_walk - the elements of an XML document, in order.
 *
 * The parts of a DOCX are XML without a document type: one that declares
 * any is refused, and with it every trick of entities. libxml2 reads them,
 * without a tree; what it would take long for is refused beforehand.
 */
#ifndef WORKER_EXTRACT_DECODE_XML_WALK_H
#define WORKER_EXTRACT_DECODE_XML_WALK_H

#include "base/arena.h"
#include "base/error.h"

/* The attributes of one element; valid during the call that gets it. */
struct xml_attributes {
    const unsigned char **items; /* as libxml2 has them */
    int count;
};

/* Names come without their prefix; `text` may come in pieces. */
struct xml_visitor {
    void (*begin)(void *context, struct str name,
                  const struct xml_attributes *attributes);
    void (*end)(void *context, struct str name);
    void (*text)(void *context, struct str text); /* NULL: not asked for */
    void *context;
};

/* The value of an attribute as it is written; empty: there is none. */
struct str xml_attribute(const struct xml_attributes *attributes,
                         const char *name);

/*
 * Walk through `document`, which is UTF-8 or marked UTF-16, whatever it
 * declares. STATUS_INVALID: it is not well-formed, declares a document
 * type, or nests too deep. STATUS_UNAVAILABLE: the arena's limit.
 */
enum status xml_walk(struct str document, const struct xml_visitor *visitor,
                     struct arena *arena, struct error *err)
    __attribute__((warn_unused_result));

/* Load what libxml2 else loads when it is first used. */
void xml_prepare(void);

#endif
