// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An event loop made and run once an iteration: everything that the loop owns
// is thrown away each time, and nothing runs side by side. The finding stands
// at the call that runs it.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include <iostream>
#include <string>
#include <thread>
#include <vector>

corun::task<> handle(int request);
corun::task<int> ask(int n);
corun::task<bool> more();
corun::task<std::vector<int>> list();
corun::task<> serve_all();
corun::task<> eval(std::string line);
asio::awaitable<void> session(int n);
bool cond();
int accept_one();
void log(int);

void for_each_request(const std::vector<int> &requests) {
  for (int r : requests)
  // expected-note@-1 {{the iterations are of this loop}}
    corun::run(handle(r)); // X: a loop a request
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
}
void accept_loop() {
  while (true) {
  // expected-note@-1 {{the iterations are of this loop}}
    int fd = accept_one();
    corun::run(handle(fd)); // X: likewise
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
  }
}
void counted() {
  for (int i = 0; i < 10; ++i)
  // expected-note@-1 {{the iterations are of this loop}}
    log(corun::run(ask(i))); // X: likewise
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
}
void do_while() {
  int n;
  do {
  // expected-note@-1 {{the iterations are of this loop}}
    n = corun::run(ask(1)); // X: likewise
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
  } while (n > 0);
}
void in_the_condition() {
  while (corun::run(more())) // X: the condition runs each time
  // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
  // expected-note@-2 {{the iterations are of this loop}}
    log(1);
}
void in_the_increment() {
  for (int i = 0; i < 10; i += corun::run(ask(i))) // X: likewise
  // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
  // expected-note@-2 {{the iterations are of this loop}}
    log(i);
}
void the_other_spelling() {
  for (int i = 0; i < 10; ++i)
  // expected-note@-1 {{the iterations are of this loop}}
    corun::run_until_complete(ask(i)); // X: makes a loop too
    // expected-warning@-1 {{'run_until_complete' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
}
void made_by_hand() {
  for (int i = 0; i < 10; ++i) {
  // expected-note@-1 {{the iterations are of this loop}}
    corun::event_loop loop;
    loop.run_until_complete(ask(i)); // X: a loop an iteration
    // expected-warning@-1 {{'event_loop::run_until_complete' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
  }
}
void a_temporary_loop() {
  for (int i = 0; i < 10; ++i)
  // expected-note@-1 {{the iterations are of this loop}}
    corun::event_loop().run_until_complete(ask(i)); // X: likewise
    // expected-warning@-1 {{'event_loop::run_until_complete' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
}
void on_asio(const std::vector<int> &requests) {
  for (int r : requests) {
  // expected-note@-1 {{the iterations are of this loop}}
    asio::io_context io;
    asio::co_spawn(io, session(r), asio::detached);
    io.run(); // X: a context an iteration
    // expected-warning@-1 {{'io_context::run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
  }
}
void in_a_branch_of_the_loop() {
  for (int i = 0; i < 10; ++i)
  // expected-note@-1 {{the iterations are of this loop}}
    if (cond())
      corun::run(handle(i)); // X: in some iterations
      // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
}
void read_eval_print() {
  for (std::string line; std::getline(std::cin, line);)
  // expected-note@-1 {{the iterations are of this loop}}
    corun::run(eval(line)); // X: a loop a line
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
}
void lambda_called_here() {
  for (int i = 0; i < 10; ++i)
  // expected-note@-1 {{the iterations are of this loop}}
    [i] { corun::run(handle(i)); }(); // X: run in the loop
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
}

void one_loop_for_all() {
  corun::event_loop loop;
  for (int i = 0; i < 10; ++i)
    loop.run_until_complete(ask(i)); // V: one loop, made outside
}
void one_context_for_all(const std::vector<int> &requests) {
  asio::io_context io;
  for (int r : requests)
    asio::co_spawn(io, session(r), asio::detached);
  io.run(); // V: run once
}
void one_context_run_again() {
  asio::io_context io;
  while (cond()) {
    asio::co_spawn(io, session(1), asio::detached);
    io.run(); // V: made outside
  }
}
void one_context_polled(asio::io_context &io) {
  while (cond()) {
    io.poll(); // V: not made here
    log(1);
  }
}
void one_task_for_all() {
  corun::run([]() -> corun::task<> {
    for (int i = 0; i < 10; ++i)
      co_await handle(i); // V: the loop is inside the task
  }());
}
void in_the_range() {
  for (int n : corun::run(list())) // V: the range is made once
    log(n);
}
void in_the_initialiser() {
  for (int n = corun::run(ask(1)); n > 0; --n) // V: once
    log(n);
}
void before_and_after_a_loop() {
  int n = corun::run(ask(1)); // V: not in the loop
  while (n-- > 0)
    log(n);
  corun::run(serve_all()); // V: likewise
}
void a_loop_a_thread(int threads) {
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i)
    workers.emplace_back([] { corun::run(serve_all()); }); // V: one loop a thread
  for (auto &w : workers)
    w.join();
}
void lambda_defined_in_a_loop(std::vector<void (*)()> &jobs) {
  for (int i = 0; i < 3; ++i)
    jobs.push_back([] { corun::run(serve_all()); }); // V: not run here
}
struct server {
  void run();
};
void another_run(std::vector<server> &servers) {
  for (auto &s : servers)
    s.run(); // V: no event loop
}
namespace app {
void run(int);
}
void the_programs_own_run() {
  for (int i = 0; i < 3; ++i)
    app::run(i); // V: no event loop
}
int main() {
  corun::run(serve_all()); // V: once, in main
}
