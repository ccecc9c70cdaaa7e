// RUN: %check_coro %s
//
// Through helpers of this translation unit. One finding per call site in the
// coroutine, with the shortest chain down to the leaf. Cases 32, 40.
#include "../Inputs/corun.h"
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

using namespace std::chrono_literals;

// One to six deep.
inline void nap() { std::this_thread::sleep_for(1s); }
// expected-note@-1 14 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}
static void two() { nap(); }
// expected-note@-1 5 {{'two' calls 'nap' here}}
void three() { two(); }
// expected-note@-1 4 {{'three' calls 'two' here}}
namespace inner {
void four() { three(); }
// expected-note@-1 3 {{'four' calls 'three' here}}
} // namespace inner
struct service {
  void five() { inner::four(); }
  // expected-note@-1 2 {{'service::five' calls 'four' here}}
  static void six() { service().five(); }
  // expected-note@-1 {{'service::six' calls 'service::five' here}}
};
std::string read_all(const std::string &path) {
  std::ifstream in(path);
  // expected-note@-1 4 {{'read_all' calls 'std::ifstream' here, which blocks}}
  return {};
}
std::string load_config() { return read_all("config"); }
// expected-note@-1 {{'load_config' calls 'read_all' here}}

corun::task<> depths(service s) {
  nap();          // X: chain nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  two();          // X: chain two -> nap -> sleep_for
  // expected-warning@-1 {{'two' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  three();        // X: chain three -> two -> nap -> sleep_for
  // expected-warning@-1 {{'three' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  inner::four();  // X: chain four -> three -> two -> nap -> sleep_for
  // expected-warning@-1 {{'four' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  s.five();       // X: chain five -> four -> three -> two -> nap -> sleep_for
  // expected-warning@-1 {{'service::five' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  service::six(); // X: chain six -> five -> four -> three -> two -> nap -> sleep_for
  // expected-warning@-1 {{'service::six' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  load_config();  // X: chain load_config -> read_all -> std::ifstream
  // expected-warning@-1 {{'load_config' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  nap();          // X: each call site is a finding of its own
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// Recursion converges.
int self(int n) {
  if (n > 0)
    return self(n - 1);
  std::this_thread::sleep_for(1s);
  // expected-note@-1 {{'self' calls 'std::this_thread::sleep_for' here, which blocks}}
  return 0;
}
void pong(int n);
void ping(int n) {
  if (n)
    pong(n - 1);
    // expected-note@-1 {{'ping' calls 'pong' here}}
}
void pong(int n) {
  if (n)
    ping(n - 1);
  else
    nap();
    // expected-note@-1 2 {{'pong' calls 'nap' here}}
}
int harmless(int n) { return n > 0 ? harmless(n - 1) : 0; }
corun::task<> recursion() {
  self(3);     // X: chain self -> sleep_for
  // expected-warning@-1 {{'self' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  ping(3);     // X: chain ping -> pong -> nap -> sleep_for
  // expected-warning@-1 {{'ping' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  pong(3);     // X: chain pong -> nap -> sleep_for
  // expected-warning@-1 {{'pong' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  harmless(3); // V: never blocks
  co_return;
}

// The shortest chain is the witness, whatever comes first in the text.
void long_way_first(bool c) {
  if (c)
    inner::four();
  nap();
  // expected-note@-1 {{'long_way_first' calls 'nap' here}}
  if (!c)
    three();
}
// Of two equally short ones, the first in the text.
void two_leaves() {
  std::this_thread::sleep_for(1s);
  // expected-note@-1 {{'two_leaves' calls 'std::this_thread::sleep_for' here, which blocks}}
  std::filesystem::exists("x");
}
corun::task<> shortest(bool c) {
  long_way_first(c); // X: chain long_way_first -> nap -> sleep_for
  // expected-warning@-1 {{'long_way_first' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  two_leaves();      // X: chain two_leaves -> sleep_for
  // expected-warning@-1 {{'two_leaves' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// Where the helper blocks in its body does not matter; where it is defined
// neither.
void later();
struct connection {
  connection() { nap(); }
  // expected-note@-1 2 {{'connection::connection' calls 'nap' here}}
  explicit connection(int) : data(read_all("x")) {}
  // expected-note@-1 {{'connection::connection' calls 'read_all' here}}
  std::string data;
};
struct with_default {
  std::string data = read_all("x");
  // expected-note@-1 {{'with_default::with_default' calls 'read_all' here}}
};
void by_default(const std::string &s = read_all("x")) {}
corun::task<> other_places() {
  later();              // X: chain later -> nap -> sleep_for
  // expected-warning@-1 {{'later' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  connection a;         // X: chain connection -> nap -> sleep_for
  // expected-warning@-1 {{'connection::connection' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  connection b(1);      // X: chain connection -> read_all -> std::ifstream
  // expected-warning@-1 {{'connection::connection' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  with_default c;       // X: chain with_default -> read_all -> std::ifstream
  // expected-warning@-1 {{'with_default::with_default' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  by_default();         // X: chain read_all -> std::ifstream (default argument)
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  by_default("given");  // V: the default argument is not evaluated
  new connection;       // X: chain connection -> nap -> sleep_for
  // expected-warning@-1 {{'connection::connection' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
void later() { nap(); }
// expected-note@-1 {{'later' calls 'nap' here}}

// A helper that is a coroutine has the finding itself; a helper without a
// body in sight is unknown, and unknown does not block.
corun::task<> blocking_coroutine() {
  nap(); // X: chain nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
[[clang::coro_wrapper]] corun::task<> wrapper() { return blocking_coroutine(); }
void unknown();
corun::task<> callers() {
  co_await blocking_coroutine(); // V: the finding is inside
  co_await wrapper();            // V: likewise
  unknown();                     // V
}
