// RUN: %check_coro %s
//
// Each element of a structured binding is an obligation of its own; the
// finding is at the declaration. Case 17.
#include "../Inputs/user_task.h"
#include <tuple>
#include <utility>

task<> f();
task<int> g();
std::tuple<task<>, task<int>, int> three();
struct stages {
  task<> enqueued;
  task<int> done;
  int id;
};
stages begin();

task<> one_forgotten() {
  auto [a, b] = std::pair{f(), g()}; // X: b is never awaited
  // expected-warning@-1 {{'b' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_await std::move(a);
}
task<> both_forgotten() {
  auto [a, b] = std::pair{f(), g()}; // X: two findings, a and b (or one that names both)
  // expected-warning@-1 {{'a' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  // expected-warning@-2 {{'b' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_return;
}
task<> tuple_forgotten() {
  auto [a, b, n] = three(); // X: b
  // expected-warning@-1 {{'b' holds a lazy task that is never awaited; its body never runs [coro-unawaited-task]}}
  co_await std::move(a);
  (void)n;
}
task<> members_forgotten() {
  auto [enqueued, done, id] = begin(); // X: done
  // expected-warning@-1 {{'done' holds a lazy task that is never awaited; its body never runs [coro-unawaited-task]}}
  co_await std::move(enqueued);
  (void)id;
}
task<> on_one_path(bool c) {
  auto [a, b] = std::pair{f(), g()}; // X: b is awaited only when c
  // expected-warning@-1 {{'b' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  co_await std::move(a);
  if (c)
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(b);
}

task<> all_awaited() {
  auto [a, b] = std::pair{f(), g()};
  co_await std::move(a);
  co_await std::move(b);
  auto &&[enqueued, done, id] = begin();
  co_await std::move(enqueued);
  co_await std::move(done);
  (void)id;
}
void take(task<int>);
task<> passed_on() {
  auto [a, b] = std::pair{f(), g()};
  take(std::move(b));
  co_await std::move(a);
}
task<> plain_values() {
  auto [x, y] = std::pair{1, 2}; // V: no tasks
  co_return;
}
