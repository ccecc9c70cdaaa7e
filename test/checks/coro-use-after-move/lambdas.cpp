// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lambda coroutines: captures, parameters, and the enclosing function's
// variables.
#include "../Inputs/user_task.h"
#include <memory>
#include <string>
#include <utility>

task<> write(std::string s);
task<> run(task<> t);
std::string line();
void log(const std::string &s);

auto parameter_of_a_lambda = [](std::string s) -> task<> {
  co_await write(std::move(s));
  // expected-note@-1 {{moved away here}}
  log(s); // X: its parameter
  // expected-warning@-1 {{'s' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
};
task<> capture_of_a_lambda() {
  auto go = [s = line()]() mutable -> task<> {
    co_await write(std::move(s));
    // expected-note@-1 {{moved away here}}
    log(s); // X: its capture
    // expected-warning@-1 {{'s' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
  };
  co_await go();
}
task<> moved_into_an_awaited_lambda(std::string s) {
  co_await [](std::string s) -> task<> { co_await write(std::move(s)); }(std::move(s));
  // expected-note@-1 {{moved away here}}
  log(s); // X: moved into the lambda's parameter
  // expected-warning@-1 {{'s' is used after it was moved into the call of this lambda; it is empty or unspecified here [coro-use-after-move]}}
}
task<> moved_into_a_capture(std::string s) {
  co_await [s = std::move(s)]() mutable -> task<> { co_await write(std::move(s)); }();
  // expected-note@-1 {{moved away here}}
  log(s); // X: moved into the capture of an awaited call
  // expected-warning@-1 {{'s' is used after it was moved into the call of this lambda; it is empty or unspecified here [coro-use-after-move]}}
}
task<> by_reference_capture(std::string s) {
  auto go = [&]() -> task<> { co_await write(std::move(s)); };
  co_await go();
  // expected-note@-1 {{moved away here}}
  log(s); // X: the lambda has written and emptied it
  // expected-warning@-1 {{'s' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
}

task<> used_in_the_lambda_only(std::string s) {
  co_await [](std::string t) -> task<> {
    log(t); // V: the parameter has been moved to
    co_await write(std::move(t));
  }(std::move(s));
}
task<> captured_by_copy(std::string s) {
  auto go = [s]() -> task<> { co_await write(s); };
  co_await go();
  log(s); // V: the lambda had a copy
}
task<> const_capture_is_not_moved(std::string s) {
  auto go = [s]() -> task<> {
    co_await write(std::move(s)); // V: a const capture is copied
    log(s);                       // V: still there
  };
  co_await go();
}
task<> defined_after_and_not_called(std::string s) {
  auto on_error = [&s] { log(s); }; // V: not called after the move
  if (s.empty())
    on_error();
  co_await write(std::move(s));
}
task<> same_name(std::string s) {
  co_await write(std::move(s));
  auto each = [](const std::string &s) { log(s); }; // V: another s
  each("done");
}
task<> nested(std::string s) {
  auto outer = [s = std::move(s)]() mutable -> task<> {
    auto inner = [s = std::move(s)]() mutable -> task<> {
      co_await write(std::move(s)); // V: moved from closure to closure
    };
    co_await inner();
  };
  co_await outer();
}
