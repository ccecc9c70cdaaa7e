// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// catch (...) around an await also catches the exception by which the library
// cancels a task; code that then goes on cannot be cancelled. The finding
// stands at the catch. Case 63.
#include "../Inputs/cancellation.h"
#include "../Inputs/user_task.h"
#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace std::chrono_literals;
corun::task<> step();
corun::task<int> fetch();
corun::task<> cleanup();
void parse(const std::string &);
bool cond();
void log(const char *);
void log(std::exception_ptr);
struct parse_error {};

corun::task<> loop_swallows() {
  while (true) {
    try {
      co_await step();
    } catch (...) { // X: the loop cannot be cancelled
    // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
    }
  }
}
corun::task<> loop_logs_and_goes_on() {
  while (cond()) {
    try {
      co_await step();
    } catch (...) { // X: likewise
    // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
      log("step failed, trying again");
    }
    co_await corun::sleep(1s);
  }
}
corun::task<> loop_continues() {
  for (;;) {
    try {
      co_await step();
      break;
    } catch (...) { // X: retries a cancelled step
    // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
      continue;
    }
  }
}
corun::task<> goes_on_with_the_next_step() {
  try {
    co_await step();
  } catch (...) { // X: and starts the next await
  // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
  }
  co_await step();
}
corun::task<int> goes_on_with_a_default() {
  int n = 0;
  try {
    n = co_await fetch();
  } catch (...) { // X: and waits again
  // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
    n = -1;
  }
  co_await step();
  co_return n;
}
corun::task<> std_exception_first_then_everything() {
  for (;;) {
    try {
      co_await step();
    } catch (const std::exception &e) {
      log(e.what());
    } catch (...) { // X: a cancellation comes here
    // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
      log("unknown error");
    }
  }
}
corun::task<> each_element(std::vector<int> v) {
  for (int n : v) {
    try {
      if (n != co_await fetch())
        log("differs");
    } catch (...) { // X: the other elements are fetched all the same
    // expected-warning@-1 {{this handler takes 'corun::cancelled_error' too, and the coroutine goes on to its next co_await; it cannot be cancelled here [coro-lost-exception]}}
    }
  }
}

corun::task<> cancellation_first() {
  while (true) {
    try {
      co_await step();
    } catch (const corun::cancelled_error &) {
      throw;
    } catch (...) { // V: a cancellation has its own handler
      log("trying again");
    }
  }
}
corun::task<> cancellation_ends_the_loop() {
  while (true) {
    try {
      co_await step();
    } catch (const corun::cancelled_error &) {
      co_return;
    } catch (...) { // V: likewise
    }
  }
}
corun::task<> std_exception_only() {
  while (true) {
    try {
      co_await step();
    } catch (const std::exception &e) { // V: corun's cancellation is none
      log(e.what());
    }
  }
}
corun::task<> rethrows() {
  while (true) {
    try {
      co_await step();
    } catch (...) { // V: rethrown
      throw;
    }
  }
}
corun::task<> logs_and_rethrows() {
  while (true) {
    try {
      co_await step();
    } catch (...) { // V: logged and rethrown
      log(std::current_exception());
      throw;
    }
  }
}
// An await is not allowed in a handler: the exception is kept until after it.
corun::task<> keeps_it_for_later() {
  std::exception_ptr error;
  try {
    co_await step();
  } catch (...) { // V: kept and rethrown below
    error = std::current_exception();
  }
  co_await cleanup();
  if (error)
    std::rethrow_exception(error);
}
corun::task<> collects(std::vector<std::exception_ptr> &errors) {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await step();
    } catch (...) { // V: kept
      errors.push_back(std::current_exception());
    }
  }
}
corun::task<std::exception_ptr> returns_it() {
  try {
    co_await step();
  } catch (...) { // V: returned as a value
    co_return std::current_exception();
  }
  co_return nullptr;
}
corun::task<> unrelated_type() {
  while (true) {
    try {
      co_await step();
    } catch (const parse_error &) { // V: not a cancellation
    }
  }
}
corun::task<> no_await_in_the_try(std::vector<std::string> lines) {
  for (auto &line : lines) {
    try {
      parse(line);
    } catch (...) { // V: no await in the try block
      log("bad line");
    }
    co_await step();
  }
}
corun::task<> await_in_a_lambda_only() {
  while (true) {
    try {
      auto later = []() -> corun::task<> { co_await step(); };
      parse("x");
      (void)later;
    } catch (...) { // V: the lambda's await is not here
    }
    co_await step();
  }
}
corun::task<> terminates() {
  while (true) {
    try {
      co_await step();
    } catch (...) { // V: nothing goes on
      std::terminate();
    }
  }
}
// A library that does not cancel by an exception.
task<> user_step();
task<> user_loop() {
  while (true) {
    try {
      co_await user_step();
    } catch (...) { // V: nothing known to be a cancellation
      log("trying again");
    }
  }
}
