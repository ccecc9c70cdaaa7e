// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What looks like a nested run and is none: a future that is ready, an
// accessor named get, an awaitable named sync_wait, a generator, code that no
// coroutine runs.
#include "../Inputs/asio.h"
#include "../Inputs/cobalt.h"
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/seastar.h"
#include "../Inputs/sync_generator.h"
#include "../Inputs/user_task.h"
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <tuple>
#include <variant>
#include <vector>

corun::task<int> ask(int n);
corun::task<> step();
void log(int);

// --- N40: futures that were awaited
seastar::future<> ss_step();
seastar::future<int> ss_ask();
seastar::future<> results_of_when_all(std::vector<seastar::future<>> fs) {
  auto v = co_await seastar::when_all(fs.begin(), fs.end());
  for (auto &x : v)
    try {
      x.get(); // V: resolved by when_all
    } catch (...) {
    }
}
seastar::future<int> elements_of_when_all() {
  auto [a, b] = co_await seastar::when_all(ss_ask(), ss_step());
  b.get(); // V: likewise
  co_return a.get(); // V: likewise
}
seastar::future<int> tuple_of_when_all() {
  auto t = co_await seastar::when_all(ss_ask(), ss_step());
  std::get<1>(t).get(); // V: likewise
  co_return std::get<0>(t).get(); // V: likewise
}
seastar::future<int> as_future() {
  auto f = co_await seastar::coroutine::as_future(ss_ask());
  if (f.failed())
    co_return -1;
  co_return f.get(); // V: available, as_future awaited it
}
seastar::future<int> as_future_at_once() {
  co_return (co_await seastar::coroutine::as_future(ss_ask())).get(); // V: likewise
}
seastar::future<> then_wrapped() {
  co_await ss_ask().then_wrapped([](seastar::future<int> f) {
    try {
      log(f.get()); // V: a continuation gets a resolved future
    } catch (...) {
    }
  });
}
seastar::future<int> made_ready() {
  auto f = seastar::make_ready_future<int>(1);
  co_return f.get(); // V: ready
}
seastar::future<> failed_means_available() {
  auto f = ss_step();
  if (f.failed())
    f.get(); // V: failed, so available
  else
    co_await std::move(f);
}

// --- asked first
folly::Future<int> folly_future();
folly::coro::Task<int> asked_isReady() {
  auto f = folly_future();
  if (!f.isReady())
    co_return 0;
  co_return std::move(f).get(); // V: ready
}
folly::coro::Task<int> asked_hasValue(folly::Future<int> &f) {
  co_return f.hasValue() ? std::move(f).get() : 0; // V: has its value
}
folly::coro::Task<int> asked_into_a_variable(folly::Future<int> &f) {
  const bool ready = f.isReady();
  if (ready)
    co_return std::move(f).get(); // V: ready
  co_return 0;
}
folly::coro::Task<int> asked_another(folly::Future<int> &f, folly::Future<int> &g) {
  if (f.isReady())
    co_return std::move(g).get(); // X: another future
    // expected-warning@-1 {{'folly::Future::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return 0;
}
folly::coro::Task<int> asked_and_not_ready(folly::Future<int> &f) {
  if (f.isReady())
    co_return 1;
  co_return std::move(f).get(); // X: certainly not ready
  // expected-warning@-1 {{'folly::Future::get' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
folly::coro::Task<int> value_of_a_future(folly::Future<int> &f) {
  co_return f.value(); // V: throws rather than wait
}

// --- other gets and waits
corun::task<> accessors(std::unique_ptr<corun::event_loop> loop, std::shared_ptr<int> p,
                        std::reference_wrapper<int> r, std::tuple<int, int> t,
                        std::variant<int, char> v) {
  loop.get()->stop();   // V: a pointer
  log(*p.get());        // V: likewise
  log(r.get());         // V: a reference
  log(std::get<0>(t));  // V: an element
  log(std::get<int>(v)); // V: an alternative
  co_await step();
}
struct connection {
  int get(int key);
  void wait();
  void run();
  int sync_wait();
  void exec();
  void loop();
};
corun::task<> the_programs_own(connection &c) {
  log(c.get(1));      // V: nothing says that it waits
  c.wait();           // V: likewise
  c.run();            // V: likewise
  log(c.sync_wait()); // V: likewise
  c.exec();           // V: likewise
  c.loop();           // V: likewise
  co_await step();
}
struct cached_task : task<int> {
  int get() const; // of the value it has kept
};
corun::task<> accessor_of_a_task(cached_task &t) {
  log(t.get()); // V: nothing says that it waits
  co_await step();
}
corun::task<> other_checks_business(std::future<int> f, std::condition_variable &cv,
                                    std::unique_lock<std::mutex> &lock) {
  cv.wait(lock); // V: coro-blocking-call's
  log(f.get());  // V: coro-blocking-call's
  co_await step();
}

// --- awaitables named like a nested run
namespace mine {
corun::task<int> sync_wait(corun::task<int> t);
corun::task<> run(corun::task<> t);
struct barrier {
  corun::task<> wait();
  corun::task<int> get();
};
} // namespace mine
corun::task<> awaited(mine::barrier &b, corun::event &e) {
  log(co_await mine::sync_wait(ask(1))); // V: awaited
  co_await mine::run(step());            // V: awaited
  co_await b.wait();                     // V: awaited
  log(co_await b.get());                 // V: awaited
  co_await e.wait();                     // V: awaited
}
seastar::future<> awaited_wait(seastar::semaphore &s) {
  co_await s.wait(1); // V: awaited
}

// --- a generator runs in its consumer's thread
cppcoro::task<int> cpp_ask();
pull::generator<int> numbers() {
  co_yield corun::run(ask(1)); // V: a generator
}
cppcoro::generator<int> more_numbers() {
  co_yield cppcoro::sync_wait(cpp_ask()); // V: likewise
}
folly::coro::Task<int> folly_ask();
folly::coro::AsyncGenerator<int> events() {
  co_yield folly::coro::blockingWait(folly_ask()); // X: an asynchronous one runs on a loop
  // expected-warning@-1 {{'folly::coro::blockingWait' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}

// --- no coroutine
int wait_here() {
  int n = corun::run(ask(1));                                // V: a plain function
  n += cppcoro::sync_wait(cpp_ask());                        // V: likewise
  n += folly::coro::blockingWait(folly_ask());               // V: likewise
  n += folly_future().get();                                 // V: likewise
  return n;
}
struct worker {
  asio::io_context io;
  std::jthread thread{[this] { io.run(); }}; // V: the thread's loop
  ~worker() { io.stop(); }
  void run() { io.run(); } // V: no coroutine calls it
};
int main() {
  asio::io_context io;
  asio::co_spawn(io, []() -> asio::awaitable<void> { co_return; }, asio::detached);
  io.run(); // V: main
  return wait_here(); // V: likewise
}
