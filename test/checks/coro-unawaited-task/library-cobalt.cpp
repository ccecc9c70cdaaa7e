// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Boost.Cobalt: an eager promise that is cancelled when it dies attached, a
// lazy task, an eager generator, combinators, a wait_group.
#include "../Inputs/cobalt.h"

namespace cobalt = boost::cobalt;
cobalt::promise<void> delay(int ms);
cobalt::promise<int> request();
cobalt::task<int> answer();
cobalt::task<void> work();
cobalt::generator<int> numbers();
cobalt::detached log_later();
bool cond();
void use(int n);

cobalt::promise<void> lost(cobalt::channel<int> &c) {
  delay(100);                         // X: cancelled at once
  // expected-warning@-1 {{'delay' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  request();                          // X: likewise
  // expected-warning@-1 {{'request' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  answer();                           // X: lazy
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto p = request();                 // V: runs until the end of scope, while others are awaited
  auto t = answer();                  // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
  cobalt::gather(request(), request()); // X: an awaitable, dropped
  // expected-warning@-1 {{'gather' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  cobalt::race(delay(1), request());  // X: likewise
  // expected-warning@-1 {{'race' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  cobalt::join(request(), request()); // X: likewise
  // expected-warning@-1 {{'join' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  c.read();                           // X: nothing is read
  // expected-warning@-1 {{'channel::read' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  c.write(1);                         // X: nothing is written
  // expected-warning@-1 {{'channel::write' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  cobalt::async_read_some(0);         // X: not started
  // expected-warning@-1 {{'async_read_some' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  co_return;
}
cobalt::task<void> lost_in_a_task(cobalt::wait_group &wg) {
  wg.wait();                          // X: nobody waits
  // expected-warning@-1 {{'wait_group::wait' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  work();                             // X: lazy
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}
cobalt::promise<void> cancelled_on_a_path() {
  auto p = delay(1);                  // X: cancelled when cond() is false
  // expected-warning@-1 {{'p' holds a task that is not awaited on every path; there, its result and exception are lost [coro-unawaited-task]}}
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await p;
}
cobalt::detached lost_in_a_detached() {
  request();                          // X: cancelled at once
  // expected-warning@-1 {{'request' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  co_return;
}
cobalt::main co_main(int argc, char **argv) {
  delay(100);                         // X: in the library's main
  // expected-warning@-1 {{'delay' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
  co_await delay(100);
  co_return 0;
}

cobalt::promise<void> awaited(cobalt::channel<int> &c) {
  co_await delay(100);
  int n = co_await request();
  auto p = request();
  n += co_await answer();
  n += co_await p;                    // V: started early, awaited late
  co_await cobalt::gather(request(), request());
  auto a = request();
  auto b = request();
  auto [x, y] = co_await cobalt::join(a, b); // V: by reference
  auto first = cobalt::race(delay(1), request());
  co_await std::move(first);
  co_await c.write(n);
  n = co_await c.read();
  auto ex = co_await cobalt::this_coro::executor;
  use(x + y);
  (void)ex;
}
cobalt::promise<void> detached_aloud() {
  +delay(100);                        // V: operator+ detaches
  +request();
  auto p = delay(100);
  p.detach();                         // V: detached
  auto q = delay(100);
  +std::move(q);
  log_later();                        // V: a detached coroutine
  (void)request();                    // V: (void)
  co_return;
}
cobalt::promise<void> a_group_of_them(int n) {
  cobalt::wait_group wg;
  for (int i = 0; i < n; ++i)
    wg.push_back(delay(i));           // V: the group has it
  co_await wg.wait_one();
  co_await wg;
}
cobalt::promise<int> generators() {
  auto g = numbers();
  int sum = 0;
  while (g)                           // V: a generator
    sum += co_await g;
  numbers();                          // V: a generator carries no obligation
  co_return sum;
}

int spawned(boost::asio::io_context &io) {
  cobalt::spawn(io, work(), boost::asio::detached);       // V: spawned
  cobalt::spawn(io.get_executor(), answer(), [](auto...) {});
  auto t = work();
  cobalt::spawn(io, std::move(t), boost::asio::detached);
  io.run();
  return cobalt::run(answer());                           // V: waits
}
cobalt::promise<int> forwarded() { return request(); }
struct session {
  cobalt::promise<void> pinging = delay(1); // V: a member
  void restart() { pinging = delay(2); }
};
