// RUN: %check_coro %s
//
// Correct code in which the task is made and awaited under conditions that
// agree. A path-insensitive reading calls each a leak; all stay silent.
// Cases 15, 20, 23.
#include "../Inputs/user_task.h"
#include <optional>

task<> f();
task<> g();
bool cond();
void work();

task<> same_condition(bool c) {
  task<> t;
  if (c)
    t = f();
  work();
  if (c)
    co_await std::move(t);
}

task<> negated(bool c) {
  task<> t;
  if (!c)
    t = f();
  if (c)
    co_return;
  co_await std::move(t);
}

task<> flag_variable() {
  task<> t;
  bool started = false;
  if (cond()) {
    t = f();
    started = true;
  }
  work();
  if (started)
    co_await std::move(t);
}

task<> validity_test() {
  task<> t;
  if (cond())
    t = f();
  if (t.valid())
    co_await std::move(t);
}

task<> boolean_test() {
  task<> t;
  if (cond())
    t = f();
  if (t)
    co_await std::move(t);
}

task<> negated_validity_test() {
  task<> t;
  if (cond())
    t = f();
  if (!t)
    co_return;
  co_await std::move(t);
}

task<> optional_task() {
  std::optional<task<>> t;
  if (cond())
    t.emplace(f());
  if (t)
    co_await std::move(*t);
}

task<> optional_has_value(bool c) {
  std::optional<task<>> t = c ? std::optional(f()) : std::nullopt;
  if (t.has_value())
    co_await std::move(t).value();
}

task<> test_in_init_statement() {
  if (auto t = f(); t.valid())
    co_await std::move(t);
}

task<> reset_when_done(int n) {
  task<> t;
  while (n-- > 0) {
    if (!t.valid())
      t = f();
    if (cond()) {
      co_await std::move(t);
      t = {};
    }
  }
  if (t.valid())
    co_await std::move(t);
}

task<> conditions_that_do_not_agree(bool c, bool d) {
  task<> t;
  if (c)
    t = f(); // X: lost when c and not d
    // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (d && t.valid())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(t);
}

task<> opposite_conditions(bool c) {
  auto t = f(); // X: lost when c
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (!c)
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(t);
}
