// RUN: %check_coro %s
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// A callable runs where its callee runs it. Cases 32, 33.
#include "../Inputs/corun.h"
#include <algorithm>
#include <functional>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

using namespace std::chrono_literals;
void nap() { std::this_thread::sleep_for(1s); }
// expected-note@-1 22 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}

corun::task<> called_here() {
  [] { nap(); }();                  // X: chain lambda -> nap -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  auto pause = [] { std::this_thread::sleep_for(1s); };
  // expected-note@-1 2 {{this lambda calls 'std::this_thread::sleep_for' here, which blocks}}
  pause();                          // X: chain pause -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  auto outer = [&] { pause(); };
  // expected-note@-1 {{this lambda calls this lambda here}}
  outer();                          // X: chain outer -> pause -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  auto generic = [](auto d) { std::this_thread::sleep_for(d); };
  // expected-note@-1 {{this lambda calls 'std::this_thread::sleep_for' here, which blocks}}
  generic(1s);                      // X: chain generic -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  int n = [] { nap(); return 1; }(); // X: in an initialiser
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  (void)n;
  co_return;
}

corun::task<> given_to_std(std::vector<int> v, std::variant<int, long> w,
                           std::once_flag &once) {
  std::for_each(v.begin(), v.end(), [](int) { nap(); });  // X: chain lambda -> nap -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  std::ranges::for_each(v, [](int) { nap(); });           // X: likewise
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  std::sort(v.begin(), v.end(), [](int a, int b) { nap(); return a < b; }); // X: comparator
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  std::invoke([] { nap(); });                             // X: invoke runs it here
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  std::apply([](int) { nap(); }, std::tuple{1});          // X: apply runs it here
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  std::visit([](auto) { nap(); }, w);                     // X: visit runs it here
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  std::call_once(once, [] { nap(); });                    // X: call_once runs it here
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  std::call_once(once, nap);                              // X: a function is a callable too
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  std::invoke(nap);                                       // X: chain nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  std::for_each(v.begin(), v.end(), [](int) {});          // V: does not block
  co_return;
}

template <class F> void run_here(F f) { f(); }
template <class F> void run_twice(F &&f) { run_here(f); run_here(f); }
void run_function(void (*f)()) { f(); }
void run_std_function(const std::function<void()> &f) { f(); }
template <class F> void stores(F f);
template <class F> void ignores(F) {}
std::vector<std::function<void()>> queue;
template <class F> void enqueue(F f) { queue.push_back(f); }

corun::task<> given_to_a_visible_callee() {
  run_here([] { nap(); });         // X: chain run_here -> lambda -> nap -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  run_twice([] { nap(); });        // X: chain run_twice -> run_here -> lambda -> nap -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  run_function(nap);               // X: chain run_function -> nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  run_function([] { nap(); });     // X: chain run_function -> lambda -> nap -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  run_std_function([] { nap(); }); // X: chain run_std_function -> lambda -> nap -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  // expected-note@-2 {{this lambda calls 'nap' here}}
  ignores([] { nap(); });          // V: never called
  enqueue([] { nap(); });          // V: stored
  queue.push_back([] { nap(); });  // V: stored
  co_return;
}

struct button {
  void on_click(std::function<void()> f);
  std::function<void()> handler;
};
corun::task<> stored_only(button &b) {
  auto pause = [] { nap(); };      // V: not called
  std::function<void()> f = pause; // V: stored
  b.on_click([] { nap(); });       // V: nothing says who runs it, or where
  b.handler = [] { nap(); };       // V: stored
  struct local {
    static void pause() { nap(); } // V: a local function that is not called
    // expected-note@-1 {{'local::pause' calls 'nap' here}}
  };
  auto later = [] { return [] { nap(); }; };
  // expected-note@-1 {{this lambda calls 'nap' here}}
  auto inner = later();            // V: only the outer one ran
  inner();                         // X: chain inner -> nap -> sleep_for
  // expected-warning@-1 {{this lambda blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  local::pause();                  // X: chain pause -> nap -> sleep_for
  // expected-warning@-1 {{'local::pause' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

corun::task<> coroutine_lambdas() {
  auto body = []() -> corun::task<> {
    nap(); // X: a coroutine of its own
    // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
    co_return;
  };
  co_await body(); // V: the finding is inside
  co_await []() -> corun::task<> {
    nap(); // X: likewise
    // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
    co_return;
  }();
}

// Pointers to members.
struct worker {
  void work() { nap(); }
  // expected-note@-1 2 {{'worker::work' calls 'nap' here}}
};
void call_member(worker &w, void (worker::*m)()) { (w.*m)(); }
corun::task<> pointers_to_members(worker &w) {
  auto m = &worker::work;
  (w.*m)();                       // X: chain work -> nap -> sleep_for
  // expected-warning@-1 {{'worker::work' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  call_member(w, &worker::work);  // X: likewise
  // expected-warning@-1 {{'worker::work' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
