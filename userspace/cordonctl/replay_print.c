// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <stdio.h>

#include "../lib/fail.h"
#include "../lib/json.h"
#include "../lib/words.h"
#include "replay.h"

#define END_TEXT (INET6_ADDRSTRLEN + 8)	/* [ADDRESS]:PORT */

static struct model_mac mac_of(u64 number)
{
	struct model_mac mac = { .set = true };

	for (int i = 0; i < 6; i++)
		mac.bytes[i] = (uint8_t)(number >> (40 - 8 * i));
	return mac;
}

static bool has_ports(const struct cordon_frame *f)
{
	return (f->l3 == CORDON_L3_IP4 || f->l3 == CORDON_L3_IP6) &&
	       (f->proto == CORDON_PROTO_TCP || f->proto == CORDON_PROTO_UDP) &&
	       !(f->flags & (CORDON_F_FRAG_LATER | CORDON_F_FRAG_BAD |
			     CORDON_F_MALFORMED | CORDON_F_SHORT));
}

/* An address where there is one, else the MAC; and the port. */
static void text_of_end(const struct cordon_frame *f, u64 mac,
			const struct cordon_addr *addr, u16 port,
			char text[END_TEXT])
{
	struct model_addr address = cordon_addr_to_model(addr);
	struct model_mac from = mac_of(mac);
	char plain[INET6_ADDRSTRLEN] = "";

	if (f->l3 == CORDON_L3_OTHER) {
		cordon_text_mac(from.bytes, text);
		return;
	}
	inet_ntop(address.len == 4 ? AF_INET : AF_INET6, address.bytes, plain,
		  sizeof(plain));
	if (!has_ports(f))
		snprintf(text, END_TEXT, "%s", plain);
	else if (address.len == 4)
		snprintf(text, END_TEXT, "%s:%u", plain, port);
	else
		snprintf(text, END_TEXT, "[%s]:%u", plain, port);
}

static const char *verdict_of(const struct cordon_verdict *v)
{
	if (v->reason == CORDON_REASON_PASS)
		return "pass";
	return v->pass ? "would-drop" : "drop";
}

static const char *camera_of(const struct cordon_verdict *v)
{
	return v->camera ? ((struct cordon_tally *)v->camera->account)->name : NULL;
}

static int print_text(const struct cordon_judged *j)
{
	const struct cordon_frame *f = &j->frame;
	char time[CORDON_TIME_TEXT], from[END_TEXT], to[END_TEXT];
	const char *camera = camera_of(&j->verdict);

	cordon_text_time(j->captured->time, time);
	text_of_end(f, f->src, &f->sip, f->sport, from);
	text_of_end(f, f->dst, &f->dip, f->dport, to);
	printf("%llu %s %s %s %s %s %s>%s\n",
	       (unsigned long long)j->captured->number, time,
	       cordon_word(cordon_words_direction, j->direction),
	       camera ? camera : "-", verdict_of(&j->verdict),
	       cordon_reason_word(j->verdict.reason), from, to);
	return 0;
}

static json_t *addr_json(const struct cordon_frame *f,
			 const struct cordon_addr *addr)
{
	struct model_addr address = cordon_addr_to_model(addr);

	return f->l3 == CORDON_L3_OTHER ? json_null() : cordon_json_addr(&address);
}

static json_t *port_json(const struct cordon_frame *f, u16 port)
{
	return has_ports(f) ? json_integer(port) : json_null();
}

static int print_json(const struct cordon_judged *j, const char *capture)
{
	const struct cordon_frame *f = &j->frame;
	bool ip = f->l3 == CORDON_L3_IP4 || f->l3 == CORDON_L3_IP6;
	struct model_mac from = mac_of(f->src), to = mac_of(f->dst);

	return cordon_json_print(json_pack(
		"{s:s, s:I, s:o, s:s, s:s?, s:s?, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I}",
		"capture", capture,
		"frame", (json_int_t)j->captured->number,
		"time", cordon_json_time(j->captured->time),
		"direction", cordon_word(cordon_words_direction, j->direction),
		"came_in", j->from,
		"camera", camera_of(&j->verdict),
		"verdict", verdict_of(&j->verdict),
		"reason", cordon_reason_word(j->verdict.reason),
		"source_mac", cordon_json_mac(&from),
		"destination_mac", cordon_json_mac(&to),
		"ethertype", json_sprintf("0x%04x", f->ethertype),
		"source", addr_json(f, &f->sip),
		"destination", addr_json(f, &f->dip),
		"protocol", ip ? json_integer(f->proto) : json_null(),
		"source_port", port_json(f, f->sport),
		"destination_port", port_json(f, f->dport),
		"bytes", (json_int_t)j->captured->wire_len));
}

int replay_print_frame(const struct cordon_judged *j, const char *capture,
		       bool json)
{
	return json ? print_json(j, capture) : print_text(j);
}

static json_t *count_json(const struct cordon_count *count)
{
	return json_pack("{s:I, s:I}", "packets", (json_int_t)count->packets,
			 "bytes", (json_int_t)count->bytes);
}

static json_t *sum_json(const struct cordon_count *by_reason)
{
	struct cordon_count sum = { 0 };

	for (int i = 0; i <= CORDON_REASON_MAX; i++) {
		sum.packets += by_reason[i].packets;
		sum.bytes += by_reason[i].bytes;
	}
	return count_json(&sum);
}

static json_t *reasons_json(const struct cordon_count *by_reason)
{
	json_t *json = json_object();

	for (int i = 0; i <= CORDON_REASON_MAX; i++)
		if (by_reason[i].packets)
			json_object_set_new(json, cordon_reason_word((uint64_t)i),
					    count_json(&by_reason[i]));
	return json;
}

static const struct cordon_counts *counts_of(const struct cordon_tally *tally)
{
	static const struct cordon_counts none;

	return tally->counts ? tally->counts : &none;
}

static void add_sums(json_t *to, const struct cordon_counts *counts)
{
	json_object_set_new(to, "passed", count_json(&counts->passed));
	json_object_set_new(to, "dropped", sum_json(counts->dropped));
	json_object_set_new(to, "would_drop", sum_json(counts->would));
}

static void add_reasons(json_t *to, const struct cordon_counts *counts)
{
	json_object_set_new(to, "reasons", reasons_json(counts->dropped));
	json_object_set_new(to, "would_drop_reasons", reasons_json(counts->would));
}

static json_t *tally_json(const struct cordon_tally *tally, bool camera)
{
	struct model_mac mac = mac_of(tally->mac);
	json_t *row = json_object();
	char text[CORDON_SEGMENT_TEXT];

	mac.set = tally->mac;
	cordon_policyfile_segment_text(tally->name, text);
	json_object_set_new(row, camera ? "name" : "interface",
			    json_string(camera ? tally->name : text));
	if (camera)
		json_object_set_new(row, "mac", cordon_json_mac(&mac));
	add_sums(row, counts_of(tally));
	json_object_set_new(row, "last_seen", cordon_json_time(tally->last_seen));
	add_reasons(row, counts_of(tally));
	return row;
}

json_t *replay_stats(const struct cordon_replay *replay)
{
	json_t *all = json_object(), *totals = json_object();
	json_t *cameras = json_array(), *segments = json_array();

	add_sums(totals, &replay->totals);
	for (uint32_t i = 0; i < replay->cameras; i++)
		json_array_append_new(cameras, tally_json(&replay->camera[i], true));
	json_array_append_new(segments, tally_json(&replay->unlisted, false));
	json_object_set_new(all, "totals", totals);
	add_reasons(all, &replay->totals);
	json_object_set_new(all, "cameras", cameras);
	json_object_set_new(all, "segments", segments);
	/* as stats has it; a capture sees no camera go */
	json_object_set_new(all, "retired", json_array());
	return all;
}
