// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "guard.h"
#include <unistd.h>

trace::Guard::~Guard() { usleep(10); }
trace::Plain::~Plain() {}
trace::Guard trace::make_guard() { return {}; }
