// RUN: %check_coro %s
// RUN: %check_coro %s -- -std=c++23
//
// A call whose task is dropped at the end of the statement.
// Cases 1, 6, 11; the task type's own way to say what it is does not matter.
#include "../Inputs/user_task.h"

task<> fetch();
task<int> count();
based_task<> based();
traits_task<> through_traits();
awaiter_task<> own_awaiter();
eager_task<> started();
void fetch(int);

struct client {
  task<> send(int);
  static task<> connect();
  task<> operator()();
  client &self();
};

task<> every_kind_of_task() {
  fetch();          // X: lazy, never runs
  // expected-warning@-1 {{'fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  count();          // X: lazy with a value
  // expected-warning@-1 {{'count' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  based();          // X: promise_type in a base class
  // expected-warning@-1 {{'based' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  through_traits(); // X: promise through std::coroutine_traits
  // expected-warning@-1 {{'through_traits' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  own_awaiter();    // X: lazy by an awaiter of the user's
  // expected-warning@-1 {{'own_awaiter' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  started();        // X: eager and [[nodiscard]]: nobody learns when it is done
  // expected-warning@-1 {{'started' returns a task that is dropped here; nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  co_return;
}

task<> every_kind_of_call(client c, client *p, task<> (*fn)(), task<> (client::*m)(int)) {
  c.send(1);          // X: member call
  // expected-warning@-1 {{'client::send' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  p->send(2);         // X: through a pointer
  // expected-warning@-1 {{'client::send' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  client::connect();  // X: static member
  // expected-warning@-1 {{'client::connect' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  c();                // X: call operator
  // expected-warning@-1 {{'client::operator()' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  c.self().send(3);   // X: at the end of a chain
  // expected-warning@-1 {{'client::send' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  fn();               // X: function pointer
  // expected-warning@-1 {{this call returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  (c.*m)(4);          // X: pointer to member
  // expected-warning@-1 {{this call returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  (fetch());          // X: parentheses change nothing
  // expected-warning@-1 {{'fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  ((count()));        // X: nor do more of them
  // expected-warning@-1 {{'count' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  (task<>)fetch();    // X: nor a cast to the type it has
  // expected-warning@-1 {{'fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  task<>{fetch()};    // X: nor braces
  // expected-warning@-1 {{'fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  static_cast<task<> &&>(fetch()); // X: nor a cast to a reference
  // expected-warning@-1 {{'fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  std::move(c).send(5); // X: moved receiver
  // expected-warning@-1 {{'client::send' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

task<> in_a_try_block() {
  try {
    fetch(); // X: inside try
    // expected-warning@-1 {{'fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  } catch (...) {
  }
  co_return;
}

task<> awaited() {
  co_await fetch();
  co_await (fetch());
  int n = co_await count();
  n += co_await count();
  co_await count(); // V: the value is dropped, the task is not
  co_return;
}

task<> plain_functions_of_the_same_name() {
  fetch(1); // V: this overload returns void
  struct local {
    static void count() {}
  };
  local::count(); // V: not the task function
  auto fetch = [] {};
  fetch(); // V: shadows it
  co_return;
}

task<int> returned() { co_return co_await count(); }
task<int> forwarded() { return count(); } // V: the caller's to await
