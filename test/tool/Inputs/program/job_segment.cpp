// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "job_segment.h"
#include <cstdio>

void jobs::open_segment(const char *name) { fopen(name, "r"); }
jobs::Cursor::Cursor(const char *name) { open_segment(name); }
