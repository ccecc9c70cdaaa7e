// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Moves and uses behind macros: the finding stands at the expansion, or where
// the argument is spelt.
#include "../Inputs/user_task.h"
#include <cassert>
#include <string>
#include <utility>

task<> write(std::string s);
void print(const char *level, const std::string &text);
std::string line();

#define MOVE(x) static_cast<std::remove_reference_t<decltype(x)> &&>(x)
#define LOG(text) print("info", text)
#define SEND(x) co_await write(std::move(x))
#define SEND_AND_LOG(x) do { SEND(x); LOG(x); } while (false)
#define CO_TRY(...) do { __VA_ARGS__; } while (false)
#define NOTHING(x)
#define NAME(x) #x
#define CHECK_EMPTY(x) assert((x).empty())

task<> logged_by_a_macro(std::string s) {
  co_await write(std::move(s));
  // expected-note@-1 {{moved away here}}
  LOG(s); // X: the argument
  // expected-warning@-1 {{'s' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> moved_by_a_macro(std::string s) {
  SEND(s);
  // expected-note@-1 {{moved away here}}
  print("info", s); // X: SEND moved it
  // expected-warning@-1 {{'s' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> both_in_a_macro(std::string s) {
  SEND_AND_LOG(s); // X: the expansion
  // expected-warning@-1 {{'s' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
  // expected-note@-2 {{moved away here}}
}
task<> statement_in_an_argument(std::string s) {
  CO_TRY(co_await write(std::move(s)));
  // expected-note@-1 {{moved away here}}
  LOG(s); // X: moved in the argument
  // expected-warning@-1 {{'s' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
}
task<> cast_spelt_by_a_macro(std::string s) {
  co_await write(MOVE(s));
  // expected-note@-1 {{moved away here}}
  LOG(s); // X: a cast to an rvalue is a move
  // expected-warning@-1 {{'s' is used after it was moved into the call of 'write'; it is empty or unspecified here [coro-use-after-move]}}
}

task<> logged_before(std::string s) {
  LOG(s); // V: before the move
  SEND(s);
}
task<> argument_not_used(std::string s) {
  SEND(s);
  NOTHING(s);             // V: expands to nothing
  print("info", NAME(s)); // V: only its name
}
task<> state_is_checked(std::string s) {
  SEND(s);
  CHECK_EMPTY(s); // V: an assertion about the moved-from state
}
task<> assigned_between(std::string s) {
  SEND(s);
  s = line();
  SEND(s); // V: assigned
}
task<> in_a_conditional_block(std::string s) {
#ifdef KEEP_A_COPY
  co_await write(s);
#else
  co_await write(std::move(s));
#endif
#ifdef KEEP_A_COPY
  LOG(s); // V: not compiled with the move
#endif
}
