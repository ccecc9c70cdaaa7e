// RUN: %check_coro %s
//
// Plain functions may block: who calls them decides. Case 41.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <cassert>
#include <fstream>
#include <future>
#include <thread>

using namespace std::chrono_literals;

void nap() { std::this_thread::sleep_for(1s); } // V
// expected-note@-1 2 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}
int never_called_from_a_coroutine() {
  nap();                                        // V
  std::ifstream in("x");                        // V
  return std::async(nap).valid();               // V
}
struct service {
  service() { nap(); }                          // V
  ~service() { nap(); }                         // V
  void run() { std::this_thread::sleep_for(1s); } // V
  static inline int at_start = (nap(), 1);      // V
};
[[clang::coro_wrapper]] corun::task<> wrapper(corun::task<> t) {
  nap();                                        // V: not a coroutine
  return t;
}
auto closure = [] { nap(); };                   // V

#define NEVER 0
corun::task<> compiled_out() {
#if NEVER
  nap();
#endif
#ifndef NEVER
  nap();
#endif
  co_return;
}

bool check_files() {
  std::ifstream in("x");
  return true;
}
corun::task<> only_in_asserts() {
  assert(check_files()); // V: gone in a release
  co_return;
}

// A user's eager and detached coroutines run where their callers do.
eager_task<> eager() {
  nap(); // X: chain nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
detached fire_and_forget() {
  nap(); // X: chain nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

int main() {
  nap();                           // V
  std::this_thread::sleep_for(1s); // V
  service s;                       // V
  std::thread t(nap);
  t.join();                        // V
}
