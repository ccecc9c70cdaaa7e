// RUN: %check_coro %s
//
// A blocking call in a macro argument stands where it is spelt; one in a
// macro's text at the expansion.
#include "../Inputs/corun.h"
#include <cassert>
#include <cstdio>
#include <fstream>
#include <thread>

using namespace std::chrono_literals;
bool nap() {
  std::this_thread::sleep_for(1s);
  // expected-note@-1 4 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}
  return true;
}
void report(const char *);

#define RUN(expression) expression
#define WHEN(condition, statement) if (condition) { statement; }
#define PAUSE() std::this_thread::sleep_for(1s)
#define PAUSE_FOR(d) do { std::this_thread::sleep_for(d); } while (false)
#define CHECK(condition) do { if (!(condition)) report(#condition); } while (false)
#define LOG(...) do { std::fprintf(stderr, __VA_ARGS__); } while (false)
#define NOTHING(...)
#define AWAIT(expression) co_await expression

corun::task<> in_macros() {
  RUN(nap());              // X: the argument; chain nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  WHEN(true, nap());       // X: the argument
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  CHECK(nap());            // X: the argument
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  RUN(RUN(nap()));         // X: once
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  PAUSE();                 // X: the macro's text, no fix-it
  // expected-warning@-1 {{'std::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  PAUSE_FOR(1s);           // X: the macro's text, no fix-it
  // expected-warning@-1 {{'std::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  PAUSE_FOR(0s);           // V: zero
  co_return;
}

corun::task<> silent() {
  NOTHING(nap());
  LOG("%d", 1);            // V: console-out, off by default
  AWAIT(corun::sleep(1s));
  AWAIT(corun::to_thread(nap));
  assert(nap());           // V: gone in a release
  co_return;
}
