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
// expected-note@-1 6 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}

template <class T> corun::task<> never_instantiated(T x) {
  nap();   // X: not dependent
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  x.run(); // V: unknown
  std::this_thread::sleep_for(1s); // X: not dependent
  // expected-warning@-1 {{'std::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

struct blocks {
  void run() { nap(); }
  // expected-note@-1 2 {{'blocks::run' calls 'nap' here}}
};
struct blocks_too {
  void run() { nap(); }
};
struct does_not {
  void run() {}
};
template <class T> corun::task<> coroutine(T x) {
  nap();   // X: once
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  x.run(); // X: once: in two of three instantiations
  // expected-warning@-1 {{'blocks::run' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
template corun::task<> coroutine(blocks);
template corun::task<> coroutine(blocks_too);
template corun::task<> coroutine(does_not);

template <class Rep, class Period>
void pause_for(std::chrono::duration<Rep, Period> d) {
  std::this_thread::sleep_for(d);
  // expected-note@-1 {{'pause_for' calls 'std::this_thread::sleep_for' here, which blocks}}
}
template <class T> struct loader {
  T load() {
    std::ifstream in("x");
    // expected-note@-1 2 {{'loader::load' calls 'std::ifstream' here, which blocks}}
    return {};
  }
  T cached() { return value; }
  corun::task<T> load_async() {
    co_return load(); // X: chain load -> std::ifstream
    // expected-warning@-1 {{'loader::load' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  }
  T value;
};
template struct loader<int>;
template <class T> T make() { return T{}; }
template <> inline int make<int>() {
  nap();
  // expected-note@-1 {{'make' calls 'nap' here}}
  return 1;
}
template <int Milliseconds> void pause() {
  std::this_thread::sleep_for(std::chrono::milliseconds(Milliseconds));
  // expected-note@-1 {{'pause' calls 'std::this_thread::sleep_for' here, which blocks}}
}
template <bool Wait> void maybe() {
  if constexpr (Wait)
    nap();
    // expected-note@-1 {{'maybe' calls 'nap' here}}
}

corun::task<> callers(loader<int> &l) {
  pause_for(1s);  // X: chain pause_for -> sleep_for
  // expected-warning@-1 {{'pause_for' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  pause_for(0s);  // V: zero
  l.load();       // X: chain load -> std::ifstream
  // expected-warning@-1 {{'loader::load' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  l.cached();     // V
  make<int>();    // X: the specialisation; chain make -> nap -> sleep_for
  // expected-warning@-1 {{'make' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  make<long>();   // V: the primary template
  pause<5>();     // X: chain pause -> sleep_for
  // expected-warning@-1 {{'pause' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  pause<0>();     // V: zero
  maybe<true>();  // X: chain maybe -> nap -> sleep_for
  // expected-warning@-1 {{'maybe' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  maybe<false>(); // V: discarded
  co_return;
}

template <class... Ts> corun::task<> fold(Ts &...ts) {
  (ts.run(), ...); // X: the first blocks
  // expected-warning@-1 {{'blocks::run' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
template corun::task<> fold(blocks &, does_not &);
template corun::task<> fold(does_not &); // adds no finding of its own

template <class Lock> corun::task<> generic_lock(Lock &m) {
  std::lock_guard guard(m); // V: lock, off by default
  co_return;
}
template corun::task<> generic_lock(std::mutex &);

