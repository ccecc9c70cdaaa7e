// RUN: not coro-tidy --quiet %s -- -std=c++20 | FileCheck %s --implicit-check-not=warning:
//
// NOLINT comments: lists and globs of names, blocks with and without names.
#include "Inputs/task.h"
#include <unistd.h>

task g() {
  f(), usleep(1); // NOLINT(coro-blocking-call, coro-unawaited-task)
  f(), usleep(1); // NOLINT(bugprone-*,coro-b*)
  // CHECK: :[[#@LINE-1]]:3: warning: 'f' returns a lazy task
  f(); // NOLINT(bugprone-unused-return-value)
  // CHECK: :[[#@LINE-1]]:3: warning: 'f' returns a lazy task
  // NOLINTNEXTLINE
  f(), usleep(1);
  f();
  // CHECK: :[[#@LINE-1]]:3: warning: 'f' returns a lazy task
  // NOLINTNEXTLINE(coro-blocking-call)
  f(), usleep(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'f' returns a lazy task
  // NOLINTBEGIN
  f();
  usleep(1);
  // NOLINTEND
  // NOLINTBEGIN(coro-un*)
  f();
  usleep(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'usleep' blocks the thread
  // NOLINTEND(coro-un*)
  f();
  // CHECK: :[[#@LINE-1]]:3: warning: 'f' returns a lazy task
  co_return;
}
