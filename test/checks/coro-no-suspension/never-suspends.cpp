// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A coroutine without a suspension point pays for a frame and gets nothing.
// The finding stands at the function's name. Case 65.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <string>
#include <utility>

corun::task<> step();
corun::task<int> fetch();
void log(const char *);
bool cond();

corun::task<int> answer() { co_return 42; } // X: a constant
// expected-warning@-1 {{'answer' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
corun::task<int> add(int a, int b) { // X: plain arithmetic
// expected-warning@-1 {{'add' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
  int sum = a + b;
  co_return sum;
}
static corun::task<> logs() { // X: awaits nothing
// expected-warning@-1 {{'logs' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
  log("done");
  co_return;
}
namespace app {
corun::task<std::string> name() { co_return "app"; } // X: in a namespace
// expected-warning@-1 {{'name' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
} // namespace app
task<int> of_a_users_type(int n) { // X: a user's task type
// expected-warning@-1 {{'of_a_users_type' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
  if (n < 0)
    co_return 0;
  co_return n;
}
corun::task<int> only_a_lambda_awaits() { // X: the lambda's co_await is not the function's
// expected-warning@-1 {{'only_a_lambda_awaits' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
  auto later = []() -> corun::task<int> { co_return co_await fetch(); };
  (void)later;
  co_return 1;
}
corun::task<int> makes_a_task() { // X: made, not awaited
// expected-warning@-1 {{'makes_a_task' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
  auto t = corun::create_task(fetch());
  t.cancel();
  co_return 0;
}
struct counter {
  int n = 0;
  corun::task<int> value() { co_return n; } // X: a member
  // expected-warning@-1 {{'counter::value' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
  static corun::task<int> zero() { co_return 0; } // X: a static member
  // expected-warning@-1 {{'counter::zero' never suspends; as a plain function it would need no frame, and its callers no co_await [coro-no-suspension]}}
};

corun::task<int> awaits() { co_return co_await fetch(); } // V: suspends
corun::task<> awaits_on_some_path(bool c) { // V: may suspend
  if (c)
    co_await step();
}
corun::task<int> forwards() { co_return co_await fetch(); } // V: suspends
corun::task<> loops() { // V: suspends
  while (cond())
    co_await step();
}
corun::task<int> awaits_in_an_argument() { co_return int(co_await fetch() > 0); } // V: suspends
corun::task<int> declared(); // V: no body
[[clang::coro_wrapper]] corun::task<int> wrapper() { return fetch(); } // V: no coroutine
int plain() { return 1; } // V: no coroutine
detached forget() { co_await timer_awaiter{}; } // V: suspends
