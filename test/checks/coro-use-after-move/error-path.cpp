// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// When the awaited call throws, the value has been moved all the same: a catch
// handler or what follows it must not use it. Case 60.
#include "../Inputs/user_task.h"
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

struct request {
  int id;
  std::string body;
};
task<int> call(request r);
task<> write(std::string s);
task<> breathe();
request make();
void log(int);
void log(const std::string &);
void log(const request &);
bool transient(const std::exception &);

task<> logged_in_the_handler(request r) {
  try {
    co_await call(std::move(r));
    // expected-note@-1 {{moved away here}}
  } catch (const std::exception &e) {
    log(r); // X: moved before the call failed
    // expected-warning@-1 {{'r' is used after it was moved into the call of 'call'; it is empty or unspecified here [coro-use-after-move]}}
  }
}
task<> member_logged_in_the_handler(request r) {
  try {
    co_await call(std::move(r));
    // expected-note@-1 {{moved away here}}
  } catch (...) {
    log(r.body); // X: likewise
    // expected-warning@-1 {{'r' is used after it was moved into the call of 'call'; it is empty or unspecified here [coro-use-after-move]}}
    throw;
  }
}
task<> sent_again_after_the_handler(request r) {
  bool failed = false;
  try {
    co_await call(std::move(r));
    // expected-note@-1 {{moved away here}}
  } catch (const std::exception &) {
    failed = true;
  }
  if (failed)
    co_await call(std::move(r)); // X: a retry of an empty request
    // expected-warning@-1 {{'r' is used after it was moved into the call of 'call'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> put_into_the_message(std::string path) {
  try {
    co_await write(std::move(path));
    // expected-note@-1 {{moved away here}}
  } catch (const std::exception &e) {
    throw std::runtime_error("cannot write " + path); // X: the path is gone
    // expected-warning@-1 {{'path' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
  }
}
task<> second_statement_throws(request r) {
  try {
    co_await call(std::move(r));
    // expected-note@-1 {{moved away here}}
    co_await breathe();
  } catch (const std::exception &) {
    log(r); // X: moved on each way here
    // expected-warning@-1 {{'r' is used after it was moved into the call of 'call'; it is empty or unspecified here [coro-use-after-move]}}
  }
}
task<> error_by_value(request r) {
  int status = co_await call(std::move(r));
  // expected-note@-1 {{moved away here}}
  if (status != 0)
    log(r.body); // X: on the error path
    // expected-warning@-1 {{'r' is used after it was moved into the call of 'call'; it is empty or unspecified here [coro-use-after-move]}}
}

task<> id_taken_before(request r) {
  int id = r.id;
  try {
    co_await call(std::move(r));
  } catch (const std::exception &) {
    log(id); // V: taken before the move
  }
}
task<> copied(request r) {
  try {
    co_await call(r);
  } catch (const std::exception &) {
    log(r); // V: a copy was sent
  }
}
task<> thrown_before_the_move(request r) {
  try {
    co_await breathe();
  } catch (const std::exception &) {
    log(r); // V: not moved yet
    co_return;
  }
  co_await call(std::move(r));
}
task<> handler_leaves(request r) {
  try {
    co_await call(std::move(r));
  } catch (const std::exception &) {
    co_return;
  }
  r = make();
  log(r); // V: assigned
}
task<> made_anew_in_the_handler(request r) {
  try {
    co_await call(std::move(r));
  } catch (const std::exception &) {
    r = make();
    log(r); // V: assigned
  }
}
task<> exclusive(request r, bool fast) {
  if (fast) {
    co_await call(std::move(r));
    co_return;
  }
  log(r); // V: the other branch left
  co_await call(std::move(r));
}
task<int> either(request r, bool fast) {
  if (fast)
    co_return co_await call(std::move(r));
  else
    co_return co_await call(std::move(r)); // V: exclusive
}
task<int> arms(request r, bool fast) {
  co_return fast ? co_await call(std::move(r)) : r.id; // V: exclusive arms
}
task<> by_case(request r, int kind) {
  switch (kind) {
  case 0:
    co_await call(std::move(r));
    break;
  case 1:
    co_await call(std::move(r)); // V: exclusive
    break;
  default:
    log(r); // V: exclusive
  }
}
task<> same_condition(request r, bool forward) {
  if (forward)
    co_await call(std::move(r));
  co_await breathe();
  if (!forward)
    log(r); // V: never both
}
task<> throws_after(request r) {
  if (r.id == 0) {
    co_await call(std::move(r));
    throw std::runtime_error("zero");
  }
  log(r); // V: left by the throw
}
