/*
 * bind - what a quantity is about: action, object, measure, direction, base.
 *
 * Binding goes through a sentence from left to right and carries along what
 * lists leave out: the verb of a list, the subject of a row of predicates.
 */
#ifndef WORKER_EXTRACT_FIGURE_BIND_H
#define WORKER_EXTRACT_FIGURE_BIND_H

#include "worker/extract/figure/clause.h"
#include "worker/extract/text/words.h"

struct binding {
    struct str action;
    struct str object;
    struct str base;
    enum measure measure;
    enum direction direction;
    size_t of;               /* 1-based place in the sentence, 0: none */
    struct range base_range; /* so that its dates are not the figure's */
    bool is_level_reached; /* 增加到, 达到: true at the end of the time */
    struct str since; /* 比1978年…，年均; 同1978年相比，由: where it began */
    bool is_compared; /* 比1952年的827亿元: what another is compared with */
    bool is_origin;   /* 从…增加到: the level it came from */
    bool is_row;      /* 增长5%、6%: said with the figure before */
    bool is_more;     /* 少用两斤: how much more or less is done */
    bool is_set;      /* 在45种产品中: what follows is part of it */
    bool is_part;     /* 其中: of what no figure of its sentence states */
    bool is_told;     /* 80项被列为…: one of several told of */
    uint32_t inherited;  /* enum inherited */
    uint16_t confidence; /* of the rule alone, per mille */
    const char *rule;
};

/* Bind the `count` slots of one sentence; `w` holds the words
 * between them; strings are made in `arena`. */
void bind_sentence(const struct words *w, struct range within,
                   const struct slot *slots, size_t count, struct arena *arena,
                   struct binding *out);

#endif
