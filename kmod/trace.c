// SPDX-License-Identifier: GPL-2.0-only
/* The tracepoints' code, made once. */
#define CREATE_TRACE_POINTS
#include "trace.h"
