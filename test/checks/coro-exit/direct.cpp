// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Leaving the process or the stack from a coroutine: no suspended frame is
// destroyed. The finding stands at the call. Case 62.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <spawn.h>
#include <unistd.h>

task<> f();
task<int> g();
bool cond();
void log(const char *);
void child_main() { log("child"); }
std::jmp_buf checkpoint;

task<> leaves_by_exit() {
  co_await f();
  std::exit(0); // X: skips every suspended frame
  // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> leaves_by_the_c_function() {
  co_await f();
  ::exit(1); // X: likewise
  // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> leaves_at_once() {
  co_await f();
  _exit(1); // X: likewise
  // expected-warning@-1 {{'_exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> leaves_quickly() {
  co_await f();
  std::quick_exit(1); // X: likewise
  // expected-warning@-1 {{'quick_exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> before_the_first_await(bool c) {
  if (c)
    std::exit(2); // X: the awaiting coroutines are suspended
    // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  co_await f();
}
task<int> async_main(int argc) {
  if (argc < 2) {
    std::puts("usage: tool FILE");
    std::exit(2); // X: co_return 2 would do
    // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  }
  co_return co_await g();
}
task<> in_a_handler() {
  try {
    co_await f();
  } catch (...) {
    log("fatal");
    std::exit(EXIT_FAILURE); // X: in a catch handler
    // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  }
}
asio::awaitable<void> on_a_signal(asio::steady_timer &t) {
  co_await t.async_wait(asio::use_awaitable);
  std::exit(0); // X: ends the program from the loop
  // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
detached from_a_detached_coroutine() {
  co_await timer_awaiter{};
  std::exit(0); // X: likewise
  // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> jumps_out() {
  co_await f();
  std::longjmp(checkpoint, 1); // X: the frame stays suspended for ever
  // expected-warning@-1 {{'longjmp' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
}
task<> forks_without_exec() {
  co_await f();
  if (fork() == 0) // X: the child has a copy of the loop and its frames
  // expected-warning@-1 {{'fork' copies the event loop and every suspended coroutine into the child process [coro-exit]}}
    child_main();
}
task<> in_an_expression() {
  cond() || (std::exit(1), true); // X: in a comma
  // expected-warning@-1 {{'exit' ends without unwinding: no suspended coroutine is destroyed, and what they hold is never released [coro-exit]}}
  co_await f();
}

task<> aborts(bool broken) {
  if (broken)
    std::abort(); // V: nothing is meant to be cleaned up
  co_await f();
}
task<> terminates(bool broken) {
  if (broken)
    std::terminate(); // V: likewise
  co_await f();
}
task<int> returns_a_code(int argc) {
  if (argc < 2)
    co_return 2; // V: the caller exits
  co_return co_await g();
}
task<> forks_and_execs() {
  pid_t pid = fork(); // V: the child becomes another program
  if (pid == 0) {
    execlp("ls", "ls", nullptr);
    _exit(127); // V: in the child, when exec has failed
  }
  co_await f();
}
task<> forks_and_execs_in_a_switch(char **argv) {
  switch (fork()) { // V: likewise
  case -1:
    co_return;
  case 0:
    execv(argv[0], argv);
    _exit(127); // V: likewise
  default:
    break;
  }
  co_await f();
}
task<> spawns_a_process(char **argv) {
  pid_t pid;
  posix_spawn(&pid, argv[0], nullptr, nullptr, argv, nullptr); // V: no copy of the loop
  co_await f();
}
task<> registers_a_handler() {
  std::atexit([] { log("bye"); }); // V: leaves nothing now
  co_await f();
}
void on_alarm(int) { std::exit(1); } // V: not called from a coroutine
int main() {
  corun::run([]() -> corun::task<> { co_return; }());
  std::exit(0); // V: main, after the loop
}
