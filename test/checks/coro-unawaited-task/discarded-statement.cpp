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
  count();          // X: lazy with a value
  based();          // X: promise_type in a base class
  through_traits(); // X: promise through std::coroutine_traits
  own_awaiter();    // X: lazy by an awaiter of the user's
  started();        // X: eager and [[nodiscard]]: nobody learns when it is done
  co_return;
}

task<> every_kind_of_call(client c, client *p, task<> (*fn)(), task<> (client::*m)(int)) {
  c.send(1);          // X: member call
  p->send(2);         // X: through a pointer
  client::connect();  // X: static member
  c();                // X: call operator
  c.self().send(3);   // X: at the end of a chain
  fn();               // X: function pointer
  (c.*m)(4);          // X: pointer to member
  (fetch());          // X: parentheses change nothing
  ((count()));        // X: nor do more of them
  task<>(fetch());    // X: nor a cast to the type it has
  task<>{fetch()};    // X: nor braces
  static_cast<task<> &&>(fetch()); // X: nor a cast to a reference
  std::move(c).send(5); // X: moved receiver
  co_return;
}

task<> in_a_try_block() {
  try {
    fetch(); // X: inside try
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
