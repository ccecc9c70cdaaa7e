// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Captures moved out by a callable that runs more than once, and two callables
// that move the same variable. The finding stands at the move that finds
// nothing. UM07.
#include "../Inputs/user_task.h"
#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

task<> send(std::string s);
task<> send_to(int peer, std::string s);
task<int> call(std::string s);
task<> breathe();
std::string build();
bool cond();

template <class F> task<int> retry(int times, F attempt) {
  for (int i = 0; i < times; ++i) {
    int status = co_await attempt();
    if (status == 0)
      co_return status;
  }
  co_return -1;
}
template <class F> task<int> once(F f) { co_return co_await f(); }
template <class F> task<> for_each_peer(int n, F f) {
  for (int i = 0; i < n; ++i)
    co_await f(i);
}
task<> unknown(std::function<task<>()> f);

task<int> capture_moved_on_each_attempt() {
  co_return co_await retry(3, [body = build()]() mutable {
  // expected-note@-1 {{the lambda is run here}}
    return call(std::move(body)); // X: the second attempt sends nothing
    // expected-warning@-1 {{'body' is moved out of a lambda that 'retry' runs more than once; from the second run on, it is empty or unspecified [coro-use-after-move]}}
  });
}
task<int> reference_moved_on_each_attempt() {
  auto body = build();
  co_return co_await retry(3, [&] {
  // expected-note@-1 {{the lambda is run here}}
    return call(std::move(body)); // X: likewise
    // expected-warning@-1 {{'body' is moved out of a lambda that 'retry' runs more than once; from the second run on, it is empty or unspecified [coro-use-after-move]}}
  });
}
task<> moved_for_each_peer() {
  auto body = build();
  co_await for_each_peer(3, [&](int peer) -> task<> {
  // expected-note@-1 {{the lambda is run here}}
    co_await send_to(peer, std::move(body)); // X: only the first peer gets it
    // expected-warning@-1 {{'body' is moved out of a lambda that 'for_each_peer' runs more than once; from the second run on, it is empty or unspecified [coro-use-after-move]}}
  });
}
task<> moved_by_a_standard_algorithm(std::vector<int> peers) {
  std::vector<task<>> all;
  auto body = build();
  std::for_each(peers.begin(), peers.end(), [&](int peer) {
  // expected-note@-1 {{the lambda is run here}}
    all.push_back(send_to(peer, std::move(body))); // X: likewise
    // expected-warning@-1 {{'body' is moved out of a lambda that 'std::for_each' runs more than once; from the second run on, it is empty or unspecified [coro-use-after-move]}}
  });
  for (auto &t : all)
    co_await std::move(t);
}
task<> closure_called_in_a_loop() {
  auto send_it = [body = build()]() mutable { return send(std::move(body)); }; // X: called three times
  // expected-warning@-1 {{'body' is moved out of a lambda that runs more than once; from the second run on, it is empty or unspecified [coro-use-after-move]}}
  for (int i = 0; i < 3; ++i)
    co_await send_it();
    // expected-note@-1 {{the lambda is run here}}
}
task<> two_closures_move_the_same() {
  auto body = build();
  auto first = [&]() -> task<> { co_await send(std::move(body)); };
  auto second = [&]() -> task<> { co_await send(std::move(body)); };
  co_await first();
  // expected-note@-1 {{moved away here}}
  co_await second(); // X: first has sent it
  // expected-warning@-1 {{'body' is used after it was moved into the call of 'send'; it is empty or unspecified here [coro-use-after-move]}}
}

task<int> capture_copied() {
  co_return co_await retry(3, [body = build()] {
    return call(body); // V: a copy
  });
}
task<int> local_copy_moved() {
  co_return co_await retry(3, [body = build()] {
    auto copy = body;
    return call(std::move(copy)); // V: a copy an attempt
  });
}
task<int> made_in_the_callable() {
  co_return co_await retry(3, [] { return call(build()); }); // V: made anew
}
task<int> callee_calls_once() {
  co_return co_await once([body = build()]() mutable {
    return call(std::move(body)); // V: once() calls it once
  });
}
task<> callee_unknown() {
  co_await unknown([body = build()]() mutable {
    return send(std::move(body)); // V: nothing says that it runs twice
  });
}
task<> parameter_moved(int n) {
  co_await for_each_peer(n, [](int peer) -> task<> {
    auto body = build();
    co_await send_to(peer, std::move(body)); // V: its own
  });
}
task<> reassigned_in_the_callable() {
  auto body = build();
  co_await for_each_peer(3, [&](int peer) -> task<> {
    co_await send_to(peer, std::move(body)); // V: built again
    body = build();
  });
}
task<> exclusive_closures(bool fast) {
  auto body = build();
  auto quick = [&]() -> task<> { co_await send(std::move(body)); };
  auto slow = [&]() -> task<> { co_await breathe(); co_await send(std::move(body)); };
  if (fast)
    co_await quick();
  else
    co_await slow(); // V: only one of them is called
}
task<> closure_called_once() {
  auto send_it = [body = build()]() mutable { return send(std::move(body)); };
  co_await send_it(); // V: called once
}
task<> iife() {
  auto body = build();
  co_await [](std::string s) -> task<> { co_await send(std::move(s)); }(std::move(body)); // V: once
}
task<> closure_made_in_the_loop() {
  for (int i = 0; i < 3; ++i) {
    auto send_it = [body = build()]() mutable { return send(std::move(body)); };
    co_await send_it(); // V: a closure an iteration
  }
}
task<> moved_into_the_closure() {
  auto body = build();
  auto send_it = [body = std::move(body)]() mutable -> task<> {
    co_await send(std::move(body)); // V: the capture has the outer one's value
  };
  co_await send_it();
}
