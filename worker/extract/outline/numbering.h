/*
 * numbering - the number or dash in front of a heading or an item.
 */
#ifndef WORKER_EXTRACT_OUTLINE_NUMBERING_H
#define WORKER_EXTRACT_OUTLINE_NUMBERING_H

#include "worker/extract/text/text.h"

/* From the outermost habitually to the innermost. */
enum numbering_style {
    NUMBERING_NONE,
    NUMBERING_PART,       /* 第一部分, 第一章 */
    NUMBERING_SECTION,    /* 第一节 */
    NUMBERING_CHINESE,    /* 一、 */
    NUMBERING_CHINESE_IN, /* (一) */
    NUMBERING_ARABIC,     /* 1. 1、 */
    NUMBERING_ARABIC_IN,  /* (1) 1) */
    NUMBERING_CIRCLED,    /* ① */
    NUMBERING_ITEM,       /* 一是 */
    NUMBERING_ORDINAL,    /* 第一, */
    NUMBERING_DASH,       /* —— */
};

struct numbering {
    enum numbering_style style;
    uint32_t value;     /* 1 for 一; 0 for a dash */
    struct range label; /* 一 (一) 1: the numeral with its brackets */
    uint32_t end;       /* where the words begin */
};

/* Read what stands at the beginning of `r`; style NONE: nothing. */
struct numbering numbering_read(const struct text *text, struct range r);

#endif
