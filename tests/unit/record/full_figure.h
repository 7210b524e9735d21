/*
 * full_figure - a figure with a value in every field, none of them empty.
 */
#ifndef TESTS_UNIT_RECORD_FULL_FIGURE_H
#define TESTS_UNIT_RECORD_FULL_FIGURE_H

#include "record/record.h"

/* An initialiser; each program has a figure of its own that it may change. */
#define FULL_FIGURE                                                            \
    {                                                                          \
        .span = {30, 400}, .sentence = {25, 600}, .id = 5, .section = 3,       \
        .of = 4, .text = STR_INIT("30至40.5万人次"), .value = {300000, 0},     \
        .upper = {4050000, 1}, .has_upper = true, .bound = BOUND_RANGE,        \
        .kind = KIND_RANK, .measure = MEASURE_RANK,                            \
        .direction = DIRECTION_DOWN, .accrual = ACCRUAL_AVERAGE,               \
        .basis = BASIS_SAME_SCOPE, .status = FIGURE_PROBLEM,                   \
        .unit = STR_INIT("人次"), .per = STR_INIT("小时"),                     \
        .currency = STR_INIT("CNY"), .action = STR_INIT("接待"),               \
        .object = STR_INIT("群众"), .indicator = STR_INIT("visitors"),         \
        .base = STR_INIT("上年"), .period = STR_INIT("1998/2002"),             \
        .norm = {.value = {3, 3}, .upper = {-5, 18}, .unit = STR_INIT("kg")},  \
        .confidence = 1000,                                                    \
        .inherited = INHERITED_ACTION | INHERITED_OBJECT | INHERITED_BASE |    \
                     INHERITED_PERIOD | INHERITED_STATUS | INHERITED_UNIT,     \
        .rule = STR_INIT("plain"),                                             \
    }

#endif
