// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Programs that end as they should: the loop ends, main returns the code; a
// child process is started; a broken invariant aborts. Case 62.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include <cassert>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

corun::task<int> serve(int port);
corun::task<> readable(int fd);
asio::awaitable<void> accept_loop();

corun::task<int> async_main(std::vector<const char *> args) {
  if (args.size() < 2) {
    std::fputs("usage: server PORT\n", stderr);
    co_return 2; // V: main exits with it
  }
  try {
    co_return co_await serve(80);
  } catch (const std::exception &e) {
    std::fputs(e.what(), stderr);
    co_return 1; // V: likewise
  }
}
asio::awaitable<void> stops_the_loop(asio::io_context &io, asio::steady_timer &t) {
  co_await t.async_wait(asio::use_awaitable);
  io.stop(); // V: the loop ends, main goes on
}
corun::task<> run_command(char *const *argv) {
  int fds[2];
  if (pipe(fds) != 0)
    throw std::runtime_error("pipe");
  pid_t pid = fork(); // V: followed by exec
  if (pid < 0)
    throw std::runtime_error("fork");
  if (pid == 0) {
    close(fds[0]);
    dup2(fds[1], STDOUT_FILENO);
    execvp(argv[0], argv);
    _exit(127); // V: in the child, when exec has failed
  }
  close(fds[1]);
  co_await readable(fds[0]);
}
pid_t start(char *const *argv) {
  pid_t pid = fork(); // V: followed by exec
  if (pid == 0) {
    execvp(argv[0], argv);
    _exit(127); // V: likewise
  }
  return pid;
}
corun::task<> starts_by_a_helper(char *const *argv) {
  start(argv); // V: the helper execs
  co_await readable(0);
}
corun::task<> checks_an_invariant(int state) {
  assert(state >= 0); // V: aborts
  if (state > 3)
    std::abort(); // V: nothing is to be cleaned up
  co_await readable(state);
}
void daemonise() {
  if (fork() != 0)
    std::exit(0); // V: before any loop, not in a coroutine
}
extern "C" void on_signal(int) { _exit(1); } // V: a signal handler
int main(int argc, char **argv) {
  daemonise();
  std::signal(SIGTERM, on_signal);
  int code = corun::run(async_main({argv, argv + argc}));
  std::exit(code); // V: after the loop
}
