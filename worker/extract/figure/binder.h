/*
 * binder - one quantity being bound; shared by the files that bind.
 *
 * Strings are made in the arena of the document. A field that is not set
 * stays without a value.
 */
#ifndef WORKER_EXTRACT_FIGURE_BINDER_H
#define WORKER_EXTRACT_FIGURE_BINDER_H

#include "worker/extract/figure/bind.h"
#include "worker/extract/figure/noun.h"
#include "worker/extract/figure/subject.h"
#include "worker/extract/figure/subject_list.h"

/* What 占全县12个乡镇 tells of the percentage behind it. */
struct told_whole {
    struct str action; /* no value: none is told */
    struct str subject;
    struct str base;
    enum measure measure;
    enum direction direction;
};

/* What a sentence has said so far, for those who leave it out. */
struct carry {
    struct str subject;     /* of the last predicate, no value: none */
    struct str employer;    /* who took on those counted last */
    struct str list_action; /* the verb whose list is open */
    bool is_affected; /* 12名当事人 of 为12名当事人减免费用: a deed follows */
    struct str action_behind; /* 推进 of 推进总投资9亿元的5个项目, for the 5 */
    struct str list_unit;  /* what it counted last */
    bool is_list_of_deeds; /* an item before had a verb of its own */
    bool is_list_behind; /* what it counts stands in front: 原煤开采5万吨 */
    enum measure list_measure;
    enum direction list_direction;
    struct str row_unit;   /* what a row 达到5万元、6万元 counts */
    struct str row_action; /* the predicate of a row 增长5%、6% */
    enum direction row_direction;
    enum measure row_measure;
    struct str row_base;
    struct subjects split;  /* subjects of 分别, dealt out in order */
    struct str base;        /* of the last comparison */
    struct range compared;  /* the time of 比1952年的827亿元增长68% */
    struct str stated_base; /* of 同X相比, for the whole sentence */
    struct str topic; /* 产量 of 产品产量都有增长：钢增长5% */
    struct str added; /* 生产能力 of 新增加的生产能力有：钢5万吨，铁3万吨 */
    struct str added_action; /* 有 */
    struct str yield; /* 产量 of 钢产量3吨, which 原煤6吨 leaves out */
    struct str yield_unit;
    struct str share_base;   /* the whole of a share, for the rest of its row */
    struct str stated_whole; /* of 在X中, for the whole sentence */
    struct str share_name;   /* 工业占总产值的比重, which may change */
    bool is_share_subject;
    struct told_whole told;
};

struct binder {
    const struct text *t;
    const struct words *w;
    struct arena *arena;
    const struct slot *slot;
    const struct slot *next; /* NULL: it is the last one */
    size_t bound;       /* quantities of the sentence before it: out[-1], … */
    size_t ahead;       /* and behind it: slot[1], … */
    struct range since; /* the words since the quantity before */
    struct binding *out;
    struct carry *carry;
};

/* The folded text of `r` in the binder's arena. */
struct str binder_text(const struct binder *b, struct range r);

/* Name the rule that bound and how sure it is, per mille. */
void binder_rule(struct binder *b, const char *rule, uint16_t confidence);

/* Whether it measures something, not a percentage, ratio or place. */
bool binder_is_amount(const struct binder *b);

/* 提升20个园区: `v` betters what is counted, there are no more of it. */
bool binder_betters(const struct binder *b, const struct verb *v);

/* Whether it counts persons or households, who may act themselves. */
bool binder_counts_persons(const struct binder *b);

/* 聘用5万人: the count is of whom `v` takes on, and names no more. */
bool binder_takes_on(const struct binder *b, const struct verb *v);

/* binder_noun.c */
/* noun_after() the quantity. */
struct range binder_right_noun(const struct binder *b, enum noun_end may,
                               struct verb *predicate);

/* Whether `noun` behind them is what persons do: 安排3万人就业. */
bool binder_persons_do(const struct binder *b, struct range noun);

/* What `v` takes of what stands behind the number: 农民 of 帮助5万名农民就业. */
struct range binder_object_behind(const struct binder *b, const struct verb *v);

/* binder_subject.c */
/* What a clause before a colon says of all that follow it: 产量都有增长： */
void binder_take_topic(struct binder *b);

/* The subject in `r`, or the one carried over. */
void binder_take_subject(struct binder *b, struct range r);

/* binder.c and binder_list.c */
/* `base`, unless it is empty, as what the figure is measured against. */
void binder_take_base(struct binder *b, struct range base);

/* What follows after 、 alone repeats this predicate. */
void binder_open_row(struct binder *b);

/* What follows in a list shares this figure's verb. */
void binder_open_list(struct binder *b);

/* Leave the verb of the open list to this figure; false: it has its own. */
bool binder_take_list(struct binder *b, bool is_open);

/* 开支 of 在下年度的开支中，: the set that the clause before names; or empty. */
struct range binder_set_before(const struct binder *b);

/* Whether the object is people, of whom a percentage is a part. */
bool binder_names_people(const struct binder *b);

/* 落成量 of 落成量约有5万个单位: `noun` ends with what is measured. */
bool binder_ends_with_measure(const struct binder *b, struct range noun);

/* binder_deal.c */
/* How many numbers stand in a row from this one on: 2 of 增长5%、6%. */
size_t binder_row_length(const struct binder *b);

/*
 * Deal the parts of `subject` out where 分别 says so, or as many numbers
 * stand in a row; the first is the figure's object.
 */
void binder_deal(struct binder *b, struct range subject);

/* Deal out again what was dealt before, or the figures in front of the row. */
void binder_deal_again(struct binder *b);

/* completed.c */
/*
 * The object that `noun` is, with what it leaves out: 原煤产量 for 原煤 in
 * 钢产量3吨；原煤6吨; 产值对增长的贡献率 in 产值增长7%、对增长的贡献率达到5%.
 */
struct str binder_completed(struct binder *b, struct range noun);

/*
 * 总数 of 示范园新增甲园、总数达到16家: of what the deed in front of 、 was done
 * to, which is the subject from here on.
 */
struct range binder_past_deed(struct binder *b, struct range r);

/* Whether what is measured is called a share: 比重, 占比. */
bool binder_names_share(const struct binder *b, struct range r);

/* Whether the object is called a share, with nothing that tells of what. */
bool binder_object_is_share(const struct binder *b);

/* Whether the object is a change, 涨幅 or 增长率; then which way it goes. */
bool binder_names_change(const struct binder *b, enum direction *out);

/* Whether the object is a rate, which a percentage states. */
bool binder_names_rate(const struct binder *b);

/* bind_verb.c */
/* 召开会议8次, 增长5%, 达到16家: the verb that ends the left side decides. */
bool bind_verb(struct binder *b);
/* 其中出口210亿美元: `left` is what is measured and no more. */
bool binder_is_measure_noun(const struct binder *b, struct range left);
/* 开采约占三成: the number brings its verb, and what is before is a noun. */
bool binder_is_told_within(const struct binder *b);
/* 占全年支出的50%: the whole may end with a verb. */
bool binder_is_share(const struct binder *b);

/* Those a deed is done to, or who do it, at the end of `before`. */
void binder_take_attended(struct binder *b, struct range before);

/* bind_far_verb.c */
/*
 * 出台 of 出台促进经济振兴18条措施: what ends `left` with the verb *v is bound by
 * another one. Else *v is the verb that binds it, with those it is joined to.
 */
bool bind_far_verb(struct binder *b, struct range left, struct verb *v);

/* bind_share.c */
/* 工业在总产值中所占的比重由33%上升到34%: `subject` is before the verb. */
bool bind_share_level(struct binder *b, struct range subject);
/* 占全国的5%, 占规上工业比重43.6%. */
void bind_share(struct binder *b, const struct verb *v);
/* 贡献了全国38%的增量. */
bool bind_share_of(struct binder *b);
/* 货物超过一半输往内地. */
bool bind_part_of(struct binder *b);
/* 企业有25%没有完成计划: `v` is 有, `subject` who. */
bool bind_part_that_does(struct binder *b, const struct verb *v,
                         struct range subject);

/* bind_added.c */
/* An item of a list that 新增加的生产能力有 leads. */
bool bind_added(struct binder *b);

/* bind_more.c */
/* 多种3万亩大豆, 少用煤5吨: how much more or less of it is done. */
bool bind_more(struct binder *b);

/* bind_deed.c */
/* 矿业权出让85宗: `last` ends what stands in front and names what was done. */
bool bind_deed_counted(struct binder *b, const struct verb *last);

/* bind_predicate.c; a bool says whether the quantity is of that kind. */
/* 增长8.1%, 新增2万户: the verb right before the number. */
void bind_change(struct binder *b, const struct verb *v);
/*
 * What the words `before` the change by `v` measure it against, and whether it
 * is a gap.
 */
void binder_take_change_base(struct binder *b, const struct verb *v,
                             struct range before);
/* 达到16家, 增加到10万亿元, 降至5%. */
void bind_level(struct binder *b, const struct verb *v, struct range subject);
/* 高于全国0.3个百分点, 比全国高0.3个百分点. */
bool bind_gap(struct binder *b);
/* 继续保持40%以上增长: the change comes after the number. */
bool bind_change_after(struct binder *b);
/* 分别增长11.2%、8.1%: nothing is left of it but the number. */
bool bind_row(struct binder *b);

/* bind_rank.c */
/* 居全国第三位, 提升3位. */
void bind_rank(struct binder *b);

/* bind_again.c */
/* 增产2万吨，即7.8%: the same once more. */
bool bind_again(struct binder *b);

/* bind_index.c */
/* `subject` is 经费与生产总值之比: object, base and measure. */
bool bind_ratio(struct binder *b, struct range subject);
/* 是上年的2.5倍, 为预算的101%, 完成计划的98%. */
bool bind_index(struct binder *b);

/* bind_compared.c */
/* 比一九五二年的827亿元增长68%: the value of the time compared with. */
bool bind_compared(struct binder *b);
/* 比预算数900亿元少支30亿元: what was planned. */
bool bind_yardstick(struct binder *b);
/* 比原计划超过4%. */
bool bind_plan_exceeded(struct binder *b);
/* 支出超过当年收入三亿元. */
bool bind_exceeds(struct binder *b);
/* 增长2.9%，较2012年的1.5%高: the same measure at another time or place. */
bool bind_counterpart(struct binder *b);

/* bind_object.c */
/* 召开学习会8次: verb, object, number. */
void bind_object(struct binder *b, const struct verb *v, uint32_t end);
/* 总值10亿元的基金: a size of the thing behind it. */
bool bind_attribute(struct binder *b);
/* 造价超过900亿元: the bound is the verb where there is no other. */
bool binder_take_crossing(struct binder *b);
/* Where 中, 当中 or 之中 at the end of `r` begins. */
uint32_t binder_before_among(const struct text *t, struct range r);

/* A noun right before the number and no verb: 粮食产量836.9亿斤. */
void bind_noun(struct binder *b, struct range left);
/* 召开座谈会8次、学习会26次: a noun after 、 where a verb's list is open. */
bool bind_continues_list(const struct binder *b, struct range trimmed);

/* bind_right.c */
/*
 * 285个项目开工, 23名委员: the noun, and perhaps the verb, come after.
 * `is_item`: it is one more item of a list.
 */
void bind_right(struct binder *b, bool is_item);
/* 两次到太原参加会议, 三次提高标准: how often comes before what is done. */
bool bind_times(struct binder *b);

/* bind_part.c: the whole of slot i, 其中…, among the bindings before. */
void bind_part(const struct text *t, const struct slot *slots, size_t i,
               struct binding *out);

/* bind_whole.c */
/* 12个 of 占全县12个乡镇的50%. */
bool bind_whole(struct binder *b);
/* And the 50%. */
bool bind_of_whole(struct binder *b);

/* bind_told.c */
/* 以5万个单位为目标. */
bool bind_aim(struct binder *b);
/* 其中24幅是新增土地, 80项被列为… */
bool bind_told(struct binder *b);
/* “疏忽职守”(有2910项). */
bool bind_bracketed(struct binder *b);

#endif
