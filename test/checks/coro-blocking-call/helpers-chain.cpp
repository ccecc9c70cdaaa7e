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
static void two() { nap(); }
void three() { two(); }
namespace inner {
void four() { three(); }
} // namespace inner
struct service {
  void five() { inner::four(); }
  static void six() { service().five(); }
};
std::string read_all(const std::string &path) {
  std::ifstream in(path);
  return {};
}
std::string load_config() { return read_all("config"); }

corun::task<> depths(service s) {
  nap();          // X: chain nap -> sleep_for
  two();          // X: chain two -> nap -> sleep_for
  three();        // X: chain three -> two -> nap -> sleep_for
  inner::four();  // X: chain four -> three -> two -> nap -> sleep_for
  s.five();       // X: chain five -> four -> three -> two -> nap -> sleep_for
  service::six(); // X: chain six -> five -> four -> three -> two -> nap -> sleep_for
  load_config();  // X: chain load_config -> read_all -> std::ifstream
  nap();          // X: each call site is a finding of its own
  co_return;
}

// Recursion converges.
int self(int n) {
  if (n > 0)
    return self(n - 1);
  std::this_thread::sleep_for(1s);
  return 0;
}
void pong(int n);
void ping(int n) {
  if (n)
    pong(n - 1);
}
void pong(int n) {
  if (n)
    ping(n - 1);
  else
    nap();
}
int harmless(int n) { return n > 0 ? harmless(n - 1) : 0; }
corun::task<> recursion() {
  self(3);     // X: chain self -> sleep_for
  ping(3);     // X: chain ping -> pong -> nap -> sleep_for
  pong(3);     // X: chain pong -> nap -> sleep_for
  harmless(3); // V: never blocks
  co_return;
}

// The shortest chain is the witness, whatever comes first in the text.
void long_way_first(bool c) {
  if (c)
    inner::four();
  nap();
  if (!c)
    three();
}
// Of two equally short ones, the first in the text.
void two_leaves() {
  std::this_thread::sleep_for(1s);
  std::filesystem::exists("x");
}
corun::task<> shortest(bool c) {
  long_way_first(c); // X: chain long_way_first -> nap -> sleep_for
  two_leaves();      // X: chain two_leaves -> sleep_for
  co_return;
}

// Where the helper blocks in its body does not matter; where it is defined
// neither.
void later();
struct connection {
  connection() { nap(); }
  explicit connection(int) : data(read_all("x")) {}
  std::string data;
};
struct with_default {
  std::string data = read_all("x");
};
void by_default(const std::string &s = read_all("x")) {}
corun::task<> other_places() {
  later();              // X: chain later -> nap -> sleep_for
  connection a;         // X: chain connection -> nap -> sleep_for
  connection b(1);      // X: chain connection -> read_all -> std::ifstream
  with_default c;       // X: chain with_default -> read_all -> std::ifstream
  by_default();         // X: chain read_all -> std::ifstream (default argument)
  by_default("given");  // V: the default argument is not evaluated
  new connection;       // X: chain connection -> nap -> sleep_for
  co_return;
}
void later() { nap(); }

// A helper that is a coroutine has the finding itself; a helper without a
// body in sight is unknown, and unknown does not block.
corun::task<> blocking_coroutine() {
  nap(); // X: chain nap -> sleep_for
  co_return;
}
[[clang::coro_wrapper]] corun::task<> wrapper() { return blocking_coroutine(); }
void unknown();
corun::task<> callers() {
  co_await blocking_coroutine(); // V: the finding is inside
  co_await wrapper();            // V: likewise
  unknown();                     // V
}
