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

corun::task<> called_here() {
  [] { nap(); }();                  // X: chain lambda -> nap -> sleep_for
  auto pause = [] { std::this_thread::sleep_for(1s); };
  pause();                          // X: chain pause -> sleep_for
  auto outer = [&] { pause(); };
  outer();                          // X: chain outer -> pause -> sleep_for
  auto generic = [](auto d) { std::this_thread::sleep_for(d); };
  generic(1s);                      // X: chain generic -> sleep_for
  int n = [] { nap(); return 1; }(); // X: in an initialiser
  (void)n;
  co_return;
}

corun::task<> given_to_std(std::vector<int> v, std::variant<int, long> w,
                           std::once_flag &once) {
  std::for_each(v.begin(), v.end(), [](int) { nap(); });  // X: chain lambda -> nap -> sleep_for
  std::ranges::for_each(v, [](int) { nap(); });           // X: likewise
  std::sort(v.begin(), v.end(), [](int a, int b) { nap(); return a < b; }); // X: comparator
  std::invoke([] { nap(); });                             // X: invoke runs it here
  std::apply([](int) { nap(); }, std::tuple{1});          // X: apply runs it here
  std::visit([](auto) { nap(); }, w);                     // X: visit runs it here
  std::call_once(once, [] { nap(); });                    // X: call_once runs it here
  std::call_once(once, nap);                              // X: a function is a callable too
  std::invoke(nap);                                       // X: chain nap -> sleep_for
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
  run_twice([] { nap(); });        // X: chain run_twice -> run_here -> lambda -> nap -> sleep_for
  run_function(nap);               // X: chain run_function -> nap -> sleep_for
  run_function([] { nap(); });     // X: chain run_function -> lambda -> nap -> sleep_for
  run_std_function([] { nap(); }); // X: chain run_std_function -> lambda -> nap -> sleep_for
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
  };
  auto later = [] { return [] { nap(); }; };
  auto inner = later();            // V: only the outer one ran
  inner();                         // X: chain inner -> nap -> sleep_for
  local::pause();                  // X: chain pause -> nap -> sleep_for
  co_return;
}

corun::task<> coroutine_lambdas() {
  auto body = []() -> corun::task<> {
    nap(); // X: a coroutine of its own
    co_return;
  };
  co_await body(); // V: the finding is inside
  co_await []() -> corun::task<> {
    nap(); // X: likewise
    co_return;
  }();
}
