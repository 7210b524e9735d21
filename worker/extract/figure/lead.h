/*
 * lead - what is left of a number only leads to what stands behind it.
 */
#ifndef WORKER_EXTRACT_FIGURE_LEAD_H
#define WORKER_EXTRACT_FIGURE_LEAD_H

#include "worker/extract/figure/binder.h"

/*
 * 市委交办的56个事项全部办结: a clause in front of the noun behind the number,
 * whose own verb comes later. `end`: where the left side ends without 的.
 */
bool lead_is_relative(const struct binder *b, uint32_t end);

/*
 * 为326名农民工追回欠薪, 已为300个项目提供资助: those something is done for,
 * not what something comes to.
 */
bool lead_to_whom(const struct binder *b, const struct verb *v,
                  struct range before);

/* 我们相信1万元…: what is thought is said by the words behind the number. */
bool lead_thinks(const struct binder *b, struct range left);

/* 11公里污水管网、16公里雨水管网: the noun is that of the item before. */
bool lead_begins_item(const struct binder *b, struct range left);

/*
 * 其他3名委员, 对20个单位的检查, 授牌的62家会客厅, 甲、乙等5个项目: what is
 * left of the number only leads to the noun behind it.
 */
bool lead_to_noun(const struct binder *b, struct range left);

/* 17个县市三百余人到校: the noun between is that of the number before. */
bool lead_counts_beside(const struct binder *b, struct range left);

/*
 * 中央六个工业部, 珠三角9个城市: what is counted stands behind the number,
 * whatever noun is in front of it; so is the rate of 现行16%的税率.
 */
bool lead_counts_behind(const struct binder *b);

/*
 * 甲高速改扩建、乙段4条高速公路通车: the verb is but of a name in the list
 * that the number sums up.
 */
bool lead_is_list_of(const struct binder *b, struct range left);

/* 在协会的13个成员当中: those that something is said of next. */
bool lead_opens_set(const struct binder *b);

#endif
