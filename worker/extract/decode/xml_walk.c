#include "worker/extract/decode/xml_walk.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "worker/extract/decode/detect.h"

enum {
    /* libxml2 compares each attribute of a tag with all before it, */
    ATTRIBUTES_MAX = 256,
    /* and looks for a prefix among all name spaces that are open. */
    NAMESPACES_MAX = 1024,
    /* libxml2's own limit */
    DEPTH_MAX = 256,
    /* of one attribute: local name, prefix, URI, value, its end */
    ATTRIBUTE_ITEMS = 5,
};

struct walk {
    const struct xml_visitor *visitor;
    xmlParserCtxtPtr parser;
    int namespaces[DEPTH_MAX + 1]; /* open when an element began */
    int depth;
    int open_namespaces;
    const char *fault; /* NULL: none */
};

static void
stop(struct walk *w, const char *fault)
{
    w->fault = fault;
    xmlStopParser(w->parser);
}

static struct str
str_of(const xmlChar *text)
{
    return str_from((const char *)text);
}

static void
begin_element(void *context, const xmlChar *name, const xmlChar *prefix,
              const xmlChar *uri, int namespace_count,
              const xmlChar **namespaces, int attribute_count,
              int default_count, const xmlChar **attributes)
{
    struct walk *w = ((xmlParserCtxtPtr)context)->_private;
    const struct xml_attributes found = {attributes, attribute_count};

    (void)prefix, (void)uri, (void)namespaces, (void)default_count;
    if (w->fault)
        return;
    w->open_namespaces += namespace_count;
    if (w->depth >= DEPTH_MAX || w->open_namespaces > NAMESPACES_MAX) {
        stop(w, "its elements nest too deep");
        return;
    }
    w->namespaces[w->depth++] = namespace_count;
    w->visitor->begin(w->visitor->context, str_of(name), &found);
}

static void
end_element(void *context, const xmlChar *name, const xmlChar *prefix,
            const xmlChar *uri)
{
    struct walk *w = ((xmlParserCtxtPtr)context)->_private;

    (void)prefix, (void)uri;
    if (w->fault || w->depth == 0)
        return;
    w->open_namespaces -= w->namespaces[--w->depth];
    w->visitor->end(w->visitor->context, str_of(name));
}

static void
take_text(void *context, const xmlChar *text, int bytes)
{
    struct walk *w = ((xmlParserCtxtPtr)context)->_private;

    if (!w->fault && w->visitor->text && bytes > 0)
        w->visitor->text(w->visitor->context,
                         (struct str){(const char *)text, (size_t)bytes});
}

static void
refuse_doctype(void *context, const xmlChar *name, const xmlChar *external_id,
               const xmlChar *system_id)
{
    (void)name, (void)external_id, (void)system_id;
    stop(((xmlParserCtxtPtr)context)->_private, "it declares a document type");
}

struct str
xml_attribute(const struct xml_attributes *attributes, const char *name)
{
    for (int i = 0; i < attributes->count; i++) {
        const xmlChar *const *item = attributes->items + i * ATTRIBUTE_ITEMS;

        if (strcmp((const char *)item[0], name) == 0)
            return (struct str){(const char *)item[3],
                                (size_t)(item[4] - item[3])};
    }
    return STR("");
}

/* The end of a comment, instruction or CDATA at s.ptr[0], 0: it is a tag. */
static size_t
special_bytes(struct str s)
{
    static const struct {
        struct str begin, end;
    } specials[] = {
        {STR_INIT("<!--"), STR_INIT("-->")},
        {STR_INIT("<![CDATA["), STR_INIT("]]>")},
        {STR_INIT("<?"), STR_INIT("?>")},
    };

    for (size_t i = 0; i < sizeof(specials) / sizeof(*specials); i++) {
        size_t end;

        if (!str_starts(s, specials[i].begin))
            continue;
        end = str_find(s, specials[i].end);
        return end == SIZE_MAX ? s.len : end + specials[i].end.len;
    }
    return 0;
}

/* The bytes of the tag at s.ptr[0]; *attributes is how many it has. */
static size_t
tag_bytes(struct str s, size_t *attributes)
{
    char quote = '\0';
    size_t at = 1;

    *attributes = 0;
    for (; at < s.len && (quote || s.ptr[at] != '>'); at++) {
        char c = s.ptr[at];

        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else
            *attributes += c == '=';
    }
    return at;
}

static bool
has_large_tags(struct str document)
{
    while (document.len > 0) {
        const char *tag = memchr(document.ptr, '<', document.len);
        size_t attributes = 0, bytes;

        if (!tag)
            return false;
        document =
            str_slice(document, (size_t)(tag - document.ptr), document.len);
        bytes = special_bytes(document);
        if (bytes == 0)
            bytes = tag_bytes(document, &attributes);
        if (attributes > ATTRIBUTES_MAX)
            return true;
        document = str_slice(document, bytes, document.len);
    }
    return false;
}

enum status
xml_walk(struct str document, const struct xml_visitor *visitor,
         struct arena *arena, struct error *err)
{
    static const enum charset utf8 = CHARSET_UTF8;
    struct walk w = {.visitor = visitor};
    enum conversion done = detect_text(document, &utf8, arena, &document);
    enum status st = STATUS_OK;

    if (done == CONVERSION_NO_MEMORY)
        goto no_memory;
    if (done != CONVERSION_DONE || document.len > INT32_MAX)
        return error_set(err, STATUS_INVALID, "it is not UTF-8");
    if (has_large_tags(document))
        return error_set(err, STATUS_INVALID,
                         "a tag has more than %d attributes", ATTRIBUTES_MAX);
    w.parser = xmlCreateMemoryParserCtxt(document.ptr, (int)document.len);
    if (!w.parser)
        goto no_memory;
    xmlCtxtUseOptions(w.parser, XML_PARSE_NONET | XML_PARSE_NOERROR |
                                    XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC |
                                    XML_PARSE_COMPACT);
    memset(w.parser->sax, 0, sizeof(*w.parser->sax));
    w.parser->sax->initialized = XML_SAX2_MAGIC;
    w.parser->sax->startElementNs = begin_element;
    w.parser->sax->endElementNs = end_element;
    w.parser->sax->characters = take_text;
    w.parser->sax->ignorableWhitespace = take_text;
    w.parser->sax->cdataBlock = take_text;
    w.parser->sax->internalSubset = refuse_doctype;
    w.parser->_private = &w;
    xmlParseDocument(w.parser);
    if (w.fault)
        st = error_set(err, STATUS_INVALID, "%s", w.fault);
    else if (w.parser->errNo == XML_ERR_NO_MEMORY)
        st = STATUS_UNAVAILABLE;
    else if (!w.parser->wellFormed)
        st = error_set(err, STATUS_INVALID, "it is not well-formed XML");
    xmlFreeParserCtxt(w.parser);
    if (st != STATUS_UNAVAILABLE)
        return st;
no_memory:
    return error_set(err, STATUS_UNAVAILABLE, "no memory to read %zu bytes",
                     document.len);
}

void
xml_prepare(void)
{
    xmlInitParser();
}
