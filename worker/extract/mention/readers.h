/*
 * readers - one a type: what a piece is the sign of.
 *
 * Each is called with the number of a piece of the sentence at hand and adds
 * the mentions it finds around it to the scan; the piece itself is always
 * part of them.
 */
#ifndef WORKER_EXTRACT_MENTION_READERS_H
#define WORKER_EXTRACT_MENTION_READERS_H

#include "worker/extract/mention/scan.h"

typedef void mention_reader(struct scan *s, size_t i);

/* At a number, a word for a year or part of one, a five-year plan. */
mention_reader read_date;
/* At a piece that ends with 届: 县政协十届二次会议, and the sittings joined to it. */
mention_reader read_sitting;
/* At the name of a meeting; at what one ends with. */
mention_reader read_meeting;
/* At the name of a body; at what one ends with. */
mention_reader read_organization;
/* At 中央, which by itself stands for the party's. */
mention_reader read_centre;
/* At the name of a place; at what one ends with. */
mention_reader read_place;
/* At the 、 behind a town or a street: another one is listed. */
mention_reader read_sibling;
/* At a person's name, a post, a title. */
mention_reader read_person;
/* At 《; at the name of a law; at what a paper's title ends with. */
mention_reader read_document;
/* At an opening quotation mark; at a programme's name. */
mention_reader read_program;
/* At the name of an award; at what one ends with. */
mention_reader read_honor;

/*
 * At the end of a sentence, when its mentions are settled: take the short
 * names it gives to some of them into the report's own names.
 */
void aliases_learn(struct scan *s);

#endif
