// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "retry.h"
#include "run.h"

void retry(const std::function<void()> &step) { run_now(step); }
void retry_each(void (*step)(int)) { run_each(step, 3); }
void retry_later(const std::function<void()> &step) { run_later(step); }
void rebound(void (*step)(int), int count) {
  if (count > 0)
    bounce(step, count - 1);
  else
    step(count);
}
void ferry(void (*step)(int), int count) {
  if (count > 0)
    shuttle(step, count - 1);
}
