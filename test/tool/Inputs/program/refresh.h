// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Helpers that are coroutines have findings of their own.
#pragma once
#include "user_task.h"

namespace tasks {
task<> refresh();
eager_task<> refresh_now();
task<> refresh_wrapped();
void kick();
} // namespace tasks
