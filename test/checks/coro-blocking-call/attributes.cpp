// RUN: %check_coro %s
//
// What the source says about its functions goes before what we would infer.
// Case 40.
#include "../Inputs/corun.h"
#include <functional>
#include <thread>

using namespace std::chrono_literals;
void nap() { std::this_thread::sleep_for(1s); }
// expected-note@-1 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}

// Without a body in sight, only the attribute can say it.
[[clang::annotate("coro::blocking")]] void query_database();
[[clang::annotate("coro::nonblocking")]] void enqueue();
void clang_blocks() [[clang::blocking]];
void clang_does_not() noexcept [[clang::nonblocking]];
void says_nothing();

// With a body, it overrules it.
[[clang::annotate("coro::nonblocking")]] void guarded() { nap(); }
[[clang::annotate("coro::blocking")]] void harmless_looking() {}

// Runs what it is given elsewhere, or here.
template <class F>
[[clang::annotate("coro::offload")]] void run_on_worker(F &&fn) {
  fn();
}
[[clang::annotate("coro::offload")]] void submit(std::function<void()> fn);
template <class F> void run_here(F &&fn) { fn(); }

struct repository {
  [[clang::annotate("coro::blocking")]] int load(int id);
  [[clang::annotate("coro::nonblocking")]] int peek(int id);
  [[clang::annotate("coro::blocking")]] virtual void flush();
};
struct cached : repository {
  void flush() override;
};
struct [[clang::annotate("coro::blocking")]] unrelated {}; // says nothing of functions

corun::task<> direct(repository &r) {
  query_database();   // X: coro::blocking
  // expected-warning@-1 {{'query_database' blocks the thread: it is marked blocking, and holds up every other task on it [coro-blocking-call]}}
  clang_blocks();     // X: clang::blocking
  // expected-warning@-1 {{'clang_blocks' blocks the thread: it is marked blocking, and holds up every other task on it [coro-blocking-call]}}
  harmless_looking(); // X: coro::blocking, whatever the body
  // expected-warning@-1 {{'harmless_looking' blocks the thread: it is marked blocking, and holds up every other task on it [coro-blocking-call]}}
  r.load(1);          // X: a member
  // expected-warning@-1 {{'repository::load' blocks the thread: it is marked blocking, and holds up every other task on it [coro-blocking-call]}}
  r.flush();          // X: a virtual member
  // expected-warning@-1 {{'repository::flush' blocks the thread: it is marked blocking, and holds up every other task on it [coro-blocking-call]}}
  enqueue();          // V
  clang_does_not();   // V
  guarded();          // V: the chain is cut
  r.peek(1);          // V
  says_nothing();     // V: unknown
  unrelated();        // V
  co_return;
}

void helper() { query_database(); }
// expected-note@-1 {{'helper' calls 'query_database' here, which blocks}}
void cut() { guarded(); }
void clang_cut() noexcept [[clang::nonblocking]] { nap(); }
corun::task<> through_helpers() {
  helper();     // X: chain helper -> query_database
  // expected-warning@-1 {{'helper' blocks the thread: it is marked blocking as 'query_database', and holds up every other task on it [coro-blocking-call]}}
  cut();        // V
  clang_cut();  // V: the chain is cut
  co_return;
}

corun::task<> offloaded() {
  run_on_worker([] { nap(); }); // V
  submit([] { nap(); });        // V
  submit(nap);                  // V
  run_here([] { nap(); });      // X: chain run_here -> lambda -> nap -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  run_here(query_database);     // X: chain run_here -> query_database
  // expected-warning@-1 {{'query_database' blocks the thread: it is marked blocking, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// A later declaration adds the attribute.
void redeclared();
[[clang::annotate("coro::blocking")]] void redeclared();
corun::task<> more() {
  redeclared(); // X: coro::blocking
  // expected-warning@-1 {{'redeclared' blocks the thread: it is marked blocking, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
