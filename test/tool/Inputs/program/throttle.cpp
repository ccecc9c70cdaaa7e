// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "throttle.h"

void throttle(std::chrono::milliseconds time) { pause_for(time); }
void throttle_if_asked(std::chrono::milliseconds time) { throttle(time); }
bool wait_readable(int timeout, int fd) { return readable(fd, timeout); }
