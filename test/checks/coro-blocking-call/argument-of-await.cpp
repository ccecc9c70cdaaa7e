// RUN: %check_coro %s
//
// What is awaited does not block; what is computed before it does. Case 39.
#include "../Inputs/corun.h"
#include <fstream>
#include <string>
#include <thread>

using namespace std::chrono_literals;
std::string read_all() {
  std::ifstream in("x");
  // expected-note@-1 13 {{'read_all' calls 'std::ifstream' here, which blocks}}
  return {};
}
corun::task<int> g(std::string text);
corun::task<> h(int a, int b);
struct client {
  client(std::string host);
  corun::task<int> get(std::string path);
};
corun::task<std::string> fetch();

corun::task<> arguments() {
  co_await g(read_all());                       // X: chain read_all -> std::ifstream
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  co_await h(1, (read_all(), 2));               // X: in a comma
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  co_await client(read_all()).get("/");         // X: in the receiver
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  co_await g(read_all() + read_all());          // X: two findings
  // expected-warning@-1 2 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  int n = co_await g(read_all());               // X: in an initialiser
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  auto later = g(read_all());                   // X: evaluated now, whatever is awaited later
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  co_await std::move(later);
  co_await corun::gather(g(""), g(read_all())); // X: nested
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  if (co_await g(read_all()) == 1)              // X: in a condition
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
    co_return;
  auto handle = corun::create_task(g(read_all())); // X: in a spawner's argument
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
  n += co_await handle;
  co_await g(co_await fetch());                 // V
  co_await g("x");                              // V
}

corun::task<std::string> returned() {
  co_return read_all(); // X: in the operand of co_return
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
}
corun::task<int> forwarded_result() {
  co_return co_await g(read_all()); // X: chain read_all -> std::ifstream
  // expected-warning@-1 {{'read_all' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
}
[[clang::coro_wrapper]] corun::task<int> wrapper() {
  return g(read_all()); // V: not a coroutine; its caller is asked
  // expected-note@-1 {{'wrapper' calls 'read_all' here}}
}
corun::task<> caller() {
  co_await wrapper(); // X: chain wrapper -> read_all -> std::ifstream
  // expected-warning@-1 {{'wrapper' blocks the thread: it does file I/O in 'std::ifstream', and holds up every other task on it [coro-blocking-call]}}
}
