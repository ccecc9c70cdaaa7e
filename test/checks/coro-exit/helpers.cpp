// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Helpers that exit, called from a coroutine: the finding stands at the call
// in the coroutine, once, whatever the length of the chain. Functions that no
// coroutine calls are left alone. Case 62.
#include "../Inputs/user_task.h"
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

task<> f();
bool cond();
std::jmp_buf checkpoint;

[[noreturn]] void usage() {
  std::puts("usage: tool FILE");
  std::exit(2);
  // expected-note@-1 2 {{'usage' calls 'exit' here}}
}
void check(bool ok) {
  if (!ok)
    std::exit(1);
    // expected-note@-1 2 {{'check' calls 'exit' here}}
}
void check_twice(bool a, bool b) {
  check(a);
  // expected-note@-1 {{'check_twice' calls 'check' here}}
  check(b);
}
inline void leave_at_once() { _exit(0); }
// expected-note@-1 {{'leave_at_once' calls '_exit' here}}
void jump_back() { std::longjmp(checkpoint, 1); }
// expected-note@-1 {{'jump_back' calls 'longjmp' here}}
[[noreturn]] void broken() { std::abort(); }
[[noreturn]] void elsewhere(); // its body is not in sight
struct options {
  static void parse(int argc) {
    if (argc < 2)
      usage();
      // expected-note@-1 {{'options::parse' calls 'usage' here}}
  }
};
struct file {
  explicit file(const char *path) {
    if (!path)
      std::exit(3);
      // expected-note@-1 {{'file::file' calls 'exit' here}}
  }
};

task<> calls_a_helper(int argc) {
  if (argc < 2)
    usage(); // X: exits
    // expected-warning@-1 {{'usage' calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  co_await f();
}
task<> calls_a_conditional_helper() {
  co_await f();
  check(cond()); // X: may exit
  // expected-warning@-1 {{'check' calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> calls_through_two() {
  co_await f();
  check_twice(cond(), cond()); // X: through check
  // expected-warning@-1 {{'check_twice' calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> calls_an_inline_one() {
  co_await f();
  leave_at_once(); // X: exits
  // expected-warning@-1 {{'leave_at_once' calls '_exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> calls_one_that_jumps() {
  co_await f();
  jump_back(); // X: leaves the frame
  // expected-warning@-1 {{'jump_back' calls 'longjmp', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> calls_a_static_member(int argc) {
  options::parse(argc); // X: through usage
  // expected-warning@-1 {{'options::parse' calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  co_await f();
}
task<> constructs() {
  file input(nullptr); // X: the constructor exits
  // expected-warning@-1 {{'file::file' calls 'exit', which ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  co_await f();
}

task<> aborts_in_a_helper() {
  co_await f();
  if (cond())
    broken(); // V: aborts
}
task<> not_in_sight() {
  co_await f();
  if (cond())
    elsewhere(); // V: nothing says how it ends
}
task<> name_only() {
  auto how = &usage; // V: not called here
  co_await f();
  (void)how;
}
void plain(int argc) {
  if (argc < 2)
    usage(); // V: not a coroutine, and no coroutine calls it
}
struct menu {
  void exit();
  void quick_exit(int);
  task<> run() {
    exit(); // V: the class's own
    quick_exit(0); // V: likewise
    co_await f();
  }
};
namespace app {
void exit(int code);
task<> run() {
  app::exit(0); // V: the program's own
  co_await f();
}
} // namespace app
struct fsm {
  void longjmp(int state);
};
task<> another_longjmp(fsm &m) {
  m.longjmp(1); // V: likewise
  co_await f();
}
int main(int argc, char **) {
  if (argc < 2)
    usage(); // V: main
}
