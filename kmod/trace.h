/* SPDX-License-Identifier: GPL-2.0-only */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM camcordon

#if !defined(_CORDON_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define _CORDON_TRACE_H

#include <linux/tracepoint.h>

#include "compat/compat.h"
#include "core/reason.h"

#ifndef CORDON_TRACE_REASONS
#define CORDON_TRACE_REASON(nr, name, word, meaning, advice) { (nr), (word) },
#define CORDON_TRACE_REASONS CORDON_REASONS(CORDON_TRACE_REASON) { -1, NULL }
#endif

/* A frame that was dropped, or would have been. */
TRACE_EVENT(cordon_drop,
	TP_PROTO(const char *name, u32 ifindex, u8 direction, u8 reason, bool would, u64 src,
		 u64 dst, u16 ethertype, u32 len),
	TP_ARGS(name, ifindex, direction, reason, would, src, dst, ethertype, len),
	TP_STRUCT__entry(
		__string(name, name)
		__field(u64, src)
		__field(u64, dst)
		__field(u32, ifindex)
		__field(u32, len)
		__field(u16, ethertype)
		__field(u8, direction)
		__field(u8, reason)
		__field(bool, would)
	),
	TP_fast_assign(
		cordon_assign_str(name, name);
		__entry->src = src;
		__entry->dst = dst;
		__entry->ifindex = ifindex;
		__entry->len = len;
		__entry->ethertype = ethertype;
		__entry->direction = direction;
		__entry->reason = reason;
		__entry->would = would;
	),
	TP_printk("%s ifindex=%u %s %s reason=%s src=%012llx dst=%012llx type=%04x len=%u",
		  __get_str(name), __entry->ifindex, __entry->direction ? "in" : "out",
		  __entry->would ? "would-drop" : "drop",
		  __print_symbolic(__entry->reason, CORDON_TRACE_REASONS),
		  __entry->src, __entry->dst, __entry->ethertype, __entry->len)
);

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
