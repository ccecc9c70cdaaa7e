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
int harmless();
struct worker {
  void block() { nap(); }
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
  calls_it(&nap);                    // X: likewise
  std::invoke(&nap);                 // X: invoke runs it here
  std::invoke(&worker::block, w);    // X: likewise
  (*nap)();                          // X: called
  (&nap)();                          // X: called
  (w.*&worker::block)();             // X: called
  co_return;
}
