// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Hands the time on to the clock, in a translation unit of its own.
#pragma once
#include "clock.h"

void throttle(std::chrono::milliseconds time);
void throttle_if_asked(std::chrono::milliseconds time = 0ms);
bool wait_readable(int timeout, int fd);
