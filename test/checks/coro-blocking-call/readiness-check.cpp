// RUN: %check_coro %s
//
// A wait that was asked about first does not wait. Cases 35, 36.
#include "../Inputs/corun.h"
#include <chrono>
#include <future>
#include <thread>

using namespace std::chrono_literals;
using std::future_status;

corun::task<int> asked(std::future<int> &f) {
  if (f.wait_for(0s) == future_status::ready)
    co_return f.get(); // V
  co_return 0;
}
corun::task<int> asked_the_other_way(std::future<int> &f) {
  if (f.wait_for(0s) != future_status::ready)
    co_return 0;
  co_return f.get(); // V
}
corun::task<int> asked_in_a_loop(std::future<int> &f) {
  while (f.wait_for(0s) != future_status::ready)
    co_await corun::sleep(1ms);
  co_return f.get(); // V
}
corun::task<int> asked_and_more(std::future<int> &f, bool c) {
  if (c && f.wait_for(0ms) == future_status::ready)
    co_return f.get(); // V
  co_return 0;
}
corun::task<int> asked_in_an_expression(std::future<int> &f) {
  co_return f.wait_for(0s) == future_status::ready ? f.get() : 0; // V
}
corun::task<int> asked_into_a_variable(std::future<int> &f) {
  const bool ready = f.wait_for(0s) == future_status::ready;
  if (ready)
    co_return f.get(); // V
  co_return 0;
}
corun::task<int> asked_by_switch(std::future<int> &f) {
  switch (f.wait_for(0s)) {
  case future_status::ready:
    co_return f.get(); // V
  default:
    co_return 0;
  }
}

corun::task<int> not_asked(std::future<int> &f) {
  co_return f.get(); // X: may wait
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
}
corun::task<int> asked_another(std::future<int> &f, std::future<int> &g) {
  if (f.wait_for(0s) == future_status::ready)
    co_return g.get(); // X: another future
    // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return 0;
}
corun::task<int> in_the_wrong_branch(std::future<int> &f) {
  if (f.wait_for(0s) == future_status::ready)
    co_return 1;
  co_return f.get(); // X: certainly not ready
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
}
corun::task<int> asked_something_else(std::future<int> &f) {
  if (f.valid())
    co_return f.get(); // X: valid is not ready
    // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return 0;
}
corun::task<int> asked_and_ignored(std::future<int> &f) {
  f.wait_for(0s);
  co_return f.get(); // X: the answer was not looked at
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
}
corun::task<int> after_it_changed(std::future<int> &f) {
  if (f.wait_for(0s) == future_status::ready) {
    f = std::async(std::launch::async, [] { return 1; });
    co_return f.get(); // X: another future by now
    // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  }
  co_return 0;
}
corun::task<int> waited_for(std::future<int> &f) {
  f.wait();          // X: waits here
  // expected-warning@-1 {{'std::future::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return f.get(); // V: ready by then
}

corun::task<int> status_in_a_variable(std::future<int> &f) {
  auto s = f.wait_for(0s);
  if (s != future_status::ready)
    co_return -1;
  co_return f.get(); // V
}
corun::task<int> status_in_a_condition(std::future<int> &f) {
  if (auto s = f.wait_for(0s); s == future_status::ready)
    co_return f.get(); // V
  co_return 0;
}
corun::task<int> not_timed_out(std::future<int> &f) {
  if (f.wait_for(0s) == future_status::timeout)
    co_return 0;
  co_return f.get(); // V
}
corun::task<int> answer_in_a_plain_bool(std::future<int> &f) {
  bool ready = f.wait_for(0s) == future_status::ready;
  if (!ready)
    co_return -1;
  co_return f.get(); // V
}

// The promise was kept before.
corun::task<int> kept_promise() {
  std::promise<int> p;
  auto f = p.get_future();
  p.set_value(1);
  co_return f.get(); // V: ready
}
corun::task<int> kept_on_one_branch(bool b) {
  std::promise<int> p;
  auto f = p.get_future();
  if (b)
    p.set_value(1);
  co_return f.get(); // X: not ready when b is false
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
}
corun::task<int> ran_the_task() {
  std::packaged_task<int()> t([] { return 1; });
  auto f = t.get_future();
  t();
  co_return f.get(); // V: ready
}
