// RUN: not coro-tidy --quiet %s -- -std=c++20 | FileCheck %s --implicit-check-not=warning:
// RUN: not %clangxx -fplugin=%plugin -fplugin-arg-corotidy-warnings-as-errors=coro-* -w -fsyntax-only -std=c++20 %s 2>&1 | FileCheck %s --check-prefix=PLUGIN --implicit-check-not=error:
//
// NOLINT comments, as in clang-tidy: bare, for a check, for a glob.
#include "../checks/Inputs/user_task.h"
#include <unistd.h>
task<> f();

task<> g() {
  f(); // NOLINT
  f(); // NOLINT(coro-unawaited-task)
  f(); // NOLINT(coro-*): the reason
  f(); // NOLINT(coro-blocking-call)
  // CHECK: :[[#@LINE-1]]:3: warning: 'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]
  // PLUGIN: :[[#@LINE-2]]:3: error: 'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]
  // NOLINTNEXTLINE(coro-unawaited-task)
  f();
  // NOLINTBEGIN(coro-unawaited-task)
  f();
  usleep(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'usleep' blocks the thread
  // PLUGIN: :[[#@LINE-2]]:3: error: 'usleep' blocks the thread
  // NOLINTEND(coro-unawaited-task)
  f();
  // CHECK: :[[#@LINE-1]]:3: warning: 'f' returns
  // PLUGIN: :[[#@LINE-2]]:3: error: 'f' returns
  co_return;
}
