// RUN: %check_coro %s
//
// Naming a function does not run it. Case 33.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;
void nap() { std::this_thread::sleep_for(1s); }
// expected-note@-1 7 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}
int harmless();
struct worker {
  void block() { nap(); }
  // expected-note@-1 2 {{'worker::block' calls 'nap' here}}
};
void schedule(void (*fn)());
template <class F> void on_timeout(F &&fn);

corun::task<> taken(worker &w, asio::io_context &io) {
  auto *p = &nap;                                // V
  auto &r = nap;                                 // V
  void (worker::*m)() = &worker::block;          // V
  std::function<void()> f = nap;                 // V: stored
  auto bound = std::bind(&worker::block, &w);    // V: stored
  auto front = std::bind_front(nap);             // V: stored
  std::map<std::string, void (*)()> table{{"nap", nap}}; // V
  std::vector<unsigned (*)(unsigned)> calls{::sleep}; // V
  schedule(nap);                                 // V: nothing says who runs it, or where
  schedule(&nap);                                // V
  on_timeout(nap);                               // V
  bool same = p == nap;                          // V
  using type = decltype(nap());                  // V
  asio::post(io, &harmless);                     // V
  (void)r, (void)m, (void)same;
  co_return;
}

void calls_it(void (*fn)()) { fn(); }
corun::task<> run_inline(worker &w) {
  calls_it(nap);                     // X: chain calls_it -> nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  calls_it(&nap);                    // X: likewise
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  std::invoke(&nap);                 // X: invoke runs it here
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  std::invoke(&worker::block, w);    // X: likewise
  // expected-warning@-1 {{'worker::block' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  (*nap)();                          // X: called
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  (&nap)();                          // X: called
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  (w.*&worker::block)();             // X: called
  // expected-warning@-1 {{'worker::block' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
