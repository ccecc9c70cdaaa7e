// RUN: %check_coro %s
// RUN: %check_coro %s -- -std=c++23
//
// Templates: reported once, instantiated or not.
#include "../Inputs/corun.h"
#include <chrono>
#include <fstream>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
void nap() { std::this_thread::sleep_for(1s); }

template <class T> corun::task<> never_instantiated(T x) {
  nap();   // X: not dependent
  x.run(); // V: unknown
  std::this_thread::sleep_for(1s); // X: not dependent
  co_return;
}

struct blocks {
  void run() { nap(); }
};
struct blocks_too {
  void run() { nap(); }
};
struct does_not {
  void run() {}
};
template <class T> corun::task<> coroutine(T x) {
  nap();   // X: once
  x.run(); // X: once: in two of three instantiations
  co_return;
}
template corun::task<> coroutine(blocks);
template corun::task<> coroutine(blocks_too);
template corun::task<> coroutine(does_not);

template <class Rep, class Period>
void pause_for(std::chrono::duration<Rep, Period> d) {
  std::this_thread::sleep_for(d);
}
template <class T> struct loader {
  T load() {
    std::ifstream in("x");
    return {};
  }
  T cached() { return value; }
  corun::task<T> load_async() {
    co_return load(); // X: chain load -> std::ifstream
  }
  T value;
};
template struct loader<int>;
template <class T> T make() { return T{}; }
template <> inline int make<int>() {
  nap();
  return 1;
}
template <int Milliseconds> void pause() {
  std::this_thread::sleep_for(std::chrono::milliseconds(Milliseconds));
}
template <bool Wait> void maybe() {
  if constexpr (Wait)
    nap();
}

corun::task<> callers(loader<int> &l) {
  pause_for(1s);  // X: chain pause_for -> sleep_for
  pause_for(0s);  // V: zero
  l.load();       // X: chain load -> std::ifstream
  l.cached();     // V
  make<int>();    // X: the specialisation; chain make -> nap -> sleep_for
  make<long>();   // V: the primary template
  pause<5>();     // X: chain pause -> sleep_for
  pause<0>();     // V: zero
  maybe<true>();  // X: chain maybe -> nap -> sleep_for
  maybe<false>(); // V: discarded
  co_return;
}

template <class... Ts> corun::task<> fold(Ts &...ts) {
  (ts.run(), ...); // X: the first blocks
  co_return;
}
template corun::task<> fold(blocks &, does_not &);
template corun::task<> fold(does_not &); // adds no finding of its own

template <class Lock> corun::task<> generic_lock(Lock &m) {
  std::lock_guard guard(m); // V: lock, off by default
  co_return;
}
template corun::task<> generic_lock(std::mutex &);
