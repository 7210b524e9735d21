#include "publisher/http/exposition.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

enum { LINE_BYTES = 1024 };

/* A line too long or past the limit is left out; neither happens. */
static void __attribute__((format(printf, 2, 3)))
add(struct buffer *out, const char *fmt, ...)
{
    char line[LINE_BYTES];
    va_list args;
    int len;

    va_start(args, fmt);
    len = vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    if (len > 0 && (size_t)len < sizeof line &&
        !buffer_append(out, (struct str){line, (size_t)len}))
        out->max_bytes = out->len;
}

/* `key="value"`, or nothing. A value may hold anything but what ends it. */
struct label {
    char text[320];
};

static struct label
label_of(const char *key, struct str value)
{
    struct label label = {""};
    size_t len;

    if (!key)
        return label;
    len = (size_t)snprintf(label.text, sizeof label.text, "%s=\"", key);
    for (size_t i = 0; i < value.len && len + 4 < sizeof label.text; i++) {
        char c = value.ptr[i];
        if (c == '"' || c == '\\' || c == '\n')
            label.text[len++] = '\\';
        label.text[len++] = c == '\n' ? 'n' : c;
    }
    label.text[len++] = '"';
    label.text[len] = '\0';
    return label;
}

void
metric_head(struct buffer *out, const char *name, const char *type,
            const char *help)
{
    add(out, "# HELP baogao_%s %s\n# TYPE baogao_%s %s\n", name, help, name,
        type);
}

void
metric_sample(struct buffer *out, const char *name, const char *label,
              struct str value_of_label, double value)
{
    struct label l = label_of(label, value_of_label);

    add(out, "baogao_%s%s%s%s %.15g\n", name, label ? "{" : "", l.text,
        label ? "}" : "", value);
}

void
metric_sample_of_two(struct buffer *out, const char *name, const char *label,
                     struct str value_of_label, const char *label_2,
                     struct str value_of_label_2, double value)
{
    add(out, "baogao_%s{%s,%s} %.15g\n", name,
        label_of(label, value_of_label).text,
        label_of(label_2, value_of_label_2).text, value);
}

void
metric_timing(struct buffer *out, const char *name, const char *label,
              struct str value_of_label, const struct timing *t)
{
    struct label l = label_of(label, value_of_label);
    const char *comma = label ? "," : "";
    char suffix[LINE_BYTES];

    for (size_t i = 0; i < TIMING_BOUNDS; i++)
        add(out, "baogao_%s_bucket{%s%sle=\"%g\"} %" PRIu64 "\n", name, l.text,
            comma, (double)timing_bound_us[i] / 1e6, t->within[i]);
    add(out, "baogao_%s_bucket{%s%sle=\"+Inf\"} %" PRIu64 "\n", name, l.text,
        comma, t->count);
    snprintf(suffix, sizeof suffix, "%s_sum", name);
    metric_sample(out, suffix, label, value_of_label, (double)t->us / 1e6);
    snprintf(suffix, sizeof suffix, "%s_count", name);
    metric_sample(out, suffix, label, value_of_label, (double)t->count);
}

void
metric_one(struct buffer *out, const char *name, const char *type,
           const char *help, double value)
{
    metric_head(out, name, type, help);
    metric_sample(out, name, NULL, (struct str){NULL, 0}, value);
}
