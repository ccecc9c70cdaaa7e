// RUN: %check_coro %s
//
// A file that does not compile: the compiler's errors are shown, and what is
// sound in it is still checked. (Expected errors are marked E.)
#include "../Inputs/user_task.h"

task<> f();

task<> sound() {
  f(); // X: this function has no error
  co_return;
}

task<> undeclared() {
  g(); // E: no such function
  f(); // X: the statement is sound
  co_return;
}

task<> wrong_argument() {
  f(1, 2); // E: no matching function; not our finding
  auto t = f(unknown); // E
  co_await std::move(t); // V: t has no known type
}

task<> broken_local() {
  missing_type t = f(); // E
  co_return;
}

no_such_task<> unknown_return_type() { // E
  return {};
}

struct broken : nowhere { // E
  task<> run() {
    f(); // X: the body is sound
    co_return;
  }
};

task<> unfinished_condition(bool c) {
  auto t = f(); // V: awaited in a branch whose condition does not compile
  if (c && oops) // E
    co_await std::move(t);
}

task<> after_all_that() {
  auto t = f(); // X: still checked
  co_return;
}
