// RUN: %check_coro %s
//
// A synchronous generator runs in its consumer's thread, which is its
// consumer's business. An asynchronous one runs on the loop.
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/sync_generator.h"
#include <fstream>
#include <string>
#include <thread>

using namespace std::chrono_literals;
void nap() { std::this_thread::sleep_for(1s); }
// expected-note@-1 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}

pull::generator<int> numbers() {
  nap();                           // V: a generator
  std::this_thread::sleep_for(1s); // V
  co_yield 1;
}
cppcoro::generator<std::string> lines() {
  std::ifstream in("x"); // V
  co_yield "line";
}

folly::coro::AsyncGenerator<int> events() {
  nap();                           // X: chain nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_yield 1;
  std::this_thread::sleep_for(1s); // X: direct, sleep
  // expected-warning@-1 {{'std::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
}

folly::coro::Task<> consumes() {
  for (int n : numbers())          // V: what a generator does is not seen from here
    (void)n;
  auto e = events();
  while (auto item = co_await e.next())
    (void)*item;
}
