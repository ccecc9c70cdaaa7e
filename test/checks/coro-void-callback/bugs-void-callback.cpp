// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes of real bugs, each named by its id: a callback whose task nobody
// gets. UD07, UD10, UD19, UD21; correct relatives: N25, N28, DX12.
#include "../Inputs/qcoro.h"
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include <concepts>
#include <functional>
#include <utility>
#include <vector>

using seastar::future;

// UD07: the event machinery invokes and drops.
eager_task<> work();
template <class... A> struct UD07_handler {
  template <std::invocable<A...> F>
  UD07_handler(F f) : fn([f](A... a) { std::invoke(f, a...); }) {}
  // expected-note@-1 3 {{its result is dropped here}}
  std::function<void(A...)> fn;
};
UD07_handler<int> UD07_event{[](int) -> eager_task<> { co_await work(); }}; // X: invoked, dropped
// expected-warning@-1 {{this callable returns a task, which 'UD07_handler::UD07_handler' throws away; nothing waits for it, and its result and exception are lost [coro-void-callback]}}
struct UD07_panel {
  eager_task<> reload();
  void subscribe() {
    UD07_handler<> changed{[this]() -> eager_task<> { co_await reload(); }}; // X: likewise
    // expected-warning@-1 {{this callable returns a task, which 'UD07_handler::UD07_handler' throws away; nothing waits for it, and its result and exception are lost [coro-void-callback]}}
    UD07_handler<> bound{std::bind(&UD07_panel::reload, this)};              // X: a bound member
    // expected-warning@-1 {{this callable returns a task, which 'UD07_handler::UD07_handler' throws away; nothing waits for it, and its result and exception are lost [coro-void-callback]}}
    UD07_handler<> forgets{[this]() -> detached { co_await reload(); }};     // V: detached
  }
};

// UD10: an asynchronous algorithm with a synchronous callback.
struct mutation {};
struct frozen {};
future<frozen> freeze_gently(mutation m);
future<> for_each_split(mutation m, std::function<void(mutation)> f);
future<> for_each_split_async(mutation m, std::function<future<>(mutation)> f);
future<> apply(std::vector<frozen> v);
future<> UD10_merge(mutation m) {
  std::vector<frozen> out;
  co_await for_each_split(m, [&](mutation x) -> future<> { // X: although the call is awaited
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void (mutation)>' throws away; it runs on unobserved, and its result and exception are lost [coro-void-callback]}}
    out.push_back(co_await freeze_gently(x));
  });
  co_await apply(std::move(out));
}
future<> UD10_fixed(mutation m) {
  std::vector<mutation> parts;
  co_await for_each_split(m, [&](mutation x) { parts.push_back(x); }); // V: synchronous
  std::vector<frozen> out;
  for (auto &p : parts)
    out.push_back(co_await freeze_gently(p));
  co_await apply(std::move(out));
}
future<> UD10_other_overload(mutation m) {
  std::vector<frozen> out;
  co_await for_each_split_async(m, [&](mutation x) -> future<> { // V: the callee gets the future
    out.push_back(co_await freeze_gently(x));
  });
}

// UD19: the runner's callback is a void one.
struct env {};
future<> prepare(env &e);
future<> do_with_env(std::function<void(env &)> fn);
future<> UD19_with_data(std::function<future<>(env &)> func) {
  return seastar::async([func] {
    do_with_env([func](env &e) { // X: the returned future is ignored
    // expected-warning@-1 {{this callable returns a task, which a 'std::function<void (env &)>' throws away; it runs on unobserved, and its result and exception are lost [coro-void-callback]}}
      prepare(e).get();
      return func(e);
    }).get();
  });
}
future<> UD19_fixed(std::function<future<>(env &)> func) {
  return seastar::async([func] {
    do_with_env([func](env &e) { // V: waited for
      prepare(e).get();
      func(e).get();
    }).get();
  });
}

// UD21: an eager task as a slot is how QCoro is used.
QCoro::Task<> save();
struct UD21_window : QObject {
  QCoro::Task<> on_clicked() { co_await save(); }
  void setup(std::function<void(std::function<void()>)> connect) {
    connect([this] { return on_clicked(); }); // V: harmless by the model
  }
};

// Correct relatives.
future<> add(int row);
template <class F> future<> for_tables(std::vector<int> &rows, F &&f) {
  for (auto &r : rows)
    co_await f(r);
}
future<> N25_callee_awaits(std::vector<int> rows) {
  co_await for_tables(rows, [&](int &r) -> future<> { co_await add(r); }); // V
}
future<> N28_known_algorithm(std::vector<int> v) {
  co_await seastar::max_concurrent_for_each(v, 8, [](int k) -> future<> { // V
    co_await add(k);
  });
}
template <class F> future<> invoke_on(int shard, F f) { return f(); }
void DX12_given_back() {
  (void)invoke_on(0, []() -> future<> { co_await add(1); }); // V: the callee returns it
}
