// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// corun's functions say by attribute that they block; what its model file says
// of them holds as well. What a program says of its own functions cuts chains.
#include "../Inputs/user_task.h"

namespace corun {
[[clang::annotate("coro::blocking")]] void run(task<> t);
} // namespace corun
task<> f();

task<> attributed() {
  corun::run(f()); // X: a nested run, not just a call that blocks
  // expected-warning@-1 {{'run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await f();
}
[[clang::annotate("coro::nonblocking")]] void trusted() { corun::run(f()); }
void distrusted() { corun::run(f()); }
// expected-note@-1 {{'distrusted' calls 'run' here}}
[[clang::annotate("coro::offload")]] void in_pool(void (*job)());
task<> helpers() {
  trusted(); // V: says that it does not wait
  distrusted(); // X: distrusted -> corun::run
  // expected-warning@-1 {{'distrusted' waits for tasks in 'run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  in_pool(distrusted); // V: offloaded
  co_await f();
}
