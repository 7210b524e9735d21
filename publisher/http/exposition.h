/*
 * exposition - metrics as the text that Prometheus reads, version 0.0.4:
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 *
 * Names are given without the "baogao_" that all of them begin with. A
 * family's head comes first, then its samples.
 */
#ifndef PUBLISHER_HTTP_EXPOSITION_H
#define PUBLISHER_HTTP_EXPOSITION_H

#include "base/buffer.h"
#include "base/timing.h"

/* "gauge", "counter" or "histogram". */
void metric_head(struct buffer *out, const char *name, const char *type,
                 const char *help);
/* A sample with one label; without any where `label` is NULL. */
void metric_sample(struct buffer *out, const char *name, const char *label,
                   struct str value_of_label, double value);
/* With two. */
void metric_sample_of_two(struct buffer *out, const char *name,
                          const char *label, struct str value_of_label,
                          const char *label_2, struct str value_of_label_2,
                          double value);
/* The samples of a histogram, in seconds; `label` as above. */
void metric_timing(struct buffer *out, const char *name, const char *label,
                   struct str value_of_label, const struct timing *t);
/* A family of one sample, without labels. */
void metric_one(struct buffer *out, const char *name, const char *type,
                const char *help, double value);

#endif
