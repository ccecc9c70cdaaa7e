// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Senders that are no coroutines: the type has no operator co_await, but the
// promise's await_transform takes it, so a coroutine can await it, and nothing
// starts until it does. Outside such a coroutine a sender is a value.
#include "../Inputs/std_coroutines.h"
#include "../Inputs/stdexec.h"
#include "../Inputs/unifex.h"
#include <chrono>

using namespace std::chrono_literals;
exec::task<int> answer();
unifex::task<int> number();
std::execution::task<int> value();
void use(int n);
bool cond();

exec::task<void> stdexec_lost(stdexec::scheduler s) {
  stdexec::schedule(s);                                   // X: no switch happens
  // expected-warning@-1 {{'schedule' returns an awaitable; without co_await it does nothing [coro-unawaited-task]}}
  stdexec::then(answer(), use);                           // X: nothing is connected
  // expected-warning@-1 {{'then_t::operator()' returns an awaitable; without co_await it does nothing [coro-unawaited-task]}}
  answer() | stdexec::then([](int n) { use(n); });        // X: by the pipe
  // expected-warning@-1 {{'operator|' returns an awaitable; without co_await it does nothing [coro-unawaited-task]}}
  stdexec::when_all(answer(), answer());                  // X: nothing is waited for
  // expected-warning@-1 {{'when_all' returns an awaitable; without co_await it does nothing [coro-unawaited-task]}}
  stdexec::starts_on(s, answer());                        // X: nothing starts
  // expected-warning@-1 {{'starts_on' returns an awaitable; without co_await it does nothing [coro-unawaited-task]}}
  auto later = stdexec::then(answer(), use);              // X: kept, never awaited
  // expected-warning@-1 {{'later' holds an awaitable that is never awaited; it does nothing [coro-unawaited-task]}}
  co_return;
}
std::execution::task<void> std_lost() {
  std::execution::then(value(), use);                     // X: nothing is connected
  // expected-warning@-1 {{'std::execution::then' returns an awaitable; without co_await it does nothing [coro-unawaited-task]}}
  std::execution::when_all(value(), value());             // X: nothing is waited for
  // expected-warning@-1 {{'std::execution::when_all' returns an awaitable; without co_await it does nothing [coro-unawaited-task]}}
  co_return;
}

exec::task<void> stdexec_awaited(stdexec::scheduler s, exec::async_scope &scope) {
  co_await stdexec::schedule(s);
  co_await stdexec::then(answer(), use);
  auto later = answer() | stdexec::then([](int n) { use(n); });
  co_await std::move(later);
  scope.spawn(stdexec::then(answer(), use));              // V: the scope has it
  stdexec::start_detached(stdexec::when_all(answer()));   // V: started
  auto closure = stdexec::then([](int n) { use(n); });    // V: an adaptor, no sender yet
  co_await (answer() | std::move(closure));
}
unifex::task<void> unifex_awaited(unifex::scheduler s, unifex::async_mutex &m) {
  co_await unifex::schedule(s);
  auto after = unifex::schedule_after(s, 10ms);
  co_await unifex::when_all(std::move(after), number());
  co_await m.async_lock();
  m.unlock();
}
int in_a_plain_function(stdexec::scheduler s) {
  auto work = stdexec::starts_on(s, answer() | stdexec::then([](int n) { return n; }));
  auto [n] = *stdexec::sync_wait(std::move(work));        // V: waits
  unifex::sync_wait(unifex::then(number(), use));
  std::this_thread::sync_wait(std::execution::then(value(), use));
  return n;
}
auto returned(stdexec::scheduler s) { return stdexec::starts_on(s, answer()); } // V: its caller's
