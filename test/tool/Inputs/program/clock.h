// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pauses that do not block when asked for no time at all.
#pragma once
#include <chrono>

using namespace std::chrono_literals;

void nap();
void pause_for(std::chrono::milliseconds time);
void yield_now();
void back_off();
bool readable(int fd, int timeout);
