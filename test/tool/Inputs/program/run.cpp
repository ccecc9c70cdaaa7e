// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "run.h"
#include "retry.h"
#include <thread>
#include <vector>

static std::vector<std::function<void()>> queue;

void run_each(void (*step)(int), int count) {
  for (int i = 0; i < count; ++i)
    step(i);
}
void run_now(const std::function<void()> &step) { step(); }
void run_later(std::function<void()> step) { queue.push_back(std::move(step)); }
void run_elsewhere(std::function<void()> step) {
  std::thread(std::move(step)).detach();
}
void bounce(void (*step)(int), int count) {
  if (count > 0)
    rebound(step, count - 1);
}
void shuttle(void (*step)(int), int count) {
  if (count > 0)
    ferry(step, count - 1);
}
std::future<int> run_async(int (*step)()) {
  return std::async(std::launch::async, step);
}
void run_and_forget(int (*step)()) {
  (void)std::async(std::launch::async, step);
}
