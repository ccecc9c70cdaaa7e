// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops that sleep for a reason: bounded retries, back-off, periodic work,
// loops that await something else as well, and loops that their own body ends.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/seastar.h"
#include <algorithm>
#include <atomic>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <functional>
#include <optional>
#include <queue>
#include <stdexcept>
#include <string>
#include <vector>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;
using std::chrono::steady_clock;
std::atomic<bool> ready, stop;
corun::task<int> fetch();
corun::task<bool> is_up();
corun::task<> send(std::string);
bool try_connect();
inline bool is_ready() { return ready; }
void tick();
void log(const char *);
struct job {};

// --- bounded
corun::task<bool> counted() {
  for (int i = 0; i < 10; ++i) { // V: at most ten times
    if (ready)
      co_return true;
    co_await corun::sleep(10ms);
  }
  co_return false;
}
corun::task<> counted_in_the_head() {
  for (int i = 0; !ready && i < 10; ++i) // V: likewise
    co_await corun::sleep(10ms);
}
corun::task<> counted_down() {
  int attempts = 10;
  while (!ready && attempts-- > 0) // V: likewise
    co_await corun::sleep(10ms);
}
corun::task<> counted_in_the_body() {
  int attempts = 0;
  while (!ready) { // V: likewise
    if (++attempts > 10)
      throw std::runtime_error("not ready");
    co_await corun::sleep(10ms);
  }
}
corun::task<> until_a_deadline() {
  const auto deadline = steady_clock::now() + 5s;
  while (!ready && steady_clock::now() < deadline) // V: five seconds at most
    co_await corun::sleep(10ms);
}
corun::task<> only_a_deadline() {
  const auto deadline = steady_clock::now() + 5s;
  while (steady_clock::now() < deadline) // V: time is what it waits for
    co_await corun::sleep(10ms);
}
corun::task<> a_deadline_in_the_body() {
  const auto start = steady_clock::now();
  while (!ready) { // V: likewise
    co_await corun::sleep(10ms);
    if (steady_clock::now() - start > 5s)
      co_return;
  }
}
corun::task<> time_that_is_added_up() {
  auto waited = 0ms;
  while (!ready && waited < 1000ms) { // V: likewise
    co_await corun::sleep(10ms);
    waited += 10ms;
  }
}

// --- back-off
corun::task<> grows() {
  auto delay = 10ms;
  while (!ready) { // V: asks less and less often
    co_await corun::sleep(delay);
    delay *= 2;
  }
}
corun::task<> grows_up_to_a_limit() {
  auto delay = 10ms;
  while (!is_ready()) { // V: likewise
    co_await corun::sleep(delay);
    delay = std::min(delay * 2, 1000ms);
  }
}
struct backoff {
  std::chrono::milliseconds next();
};
corun::task<> of_a_class(backoff b) {
  while (!is_ready()) // V: the delay is computed each time
    co_await corun::sleep(b.next());
}

// --- other awaits
corun::task<> also_awaits_work() {
  while (!stop) { // V: fetches
    co_await fetch();
    co_await corun::sleep(1s);
  }
}
corun::task<> asks_by_an_await() {
  while (!co_await is_up()) // V: the answer is awaited
    co_await corun::sleep(1s);
}
corun::task<> asks_by_an_await_in_the_body() {
  for (;;) { // V: likewise
    int n = co_await fetch();
    if (n > 0)
      break;
    co_await corun::sleep(1s);
  }
}
corun::task<> awaits_on_one_path(std::queue<job> &q) {
  while (!stop) { // V: sends on one path
    if (!q.empty())
      co_await send("job");
    else
      co_await corun::sleep(10ms);
  }
}
corun::task<> awaits_an_event(corun::event &e) {
  while (!ready) // V: an event
    co_await e.wait();
}
seastar::future<> awaits_a_condition(seastar::condition_variable &cv, std::queue<job> &q) {
  while (q.empty()) // V: a condition variable
    co_await cv.wait();
}
folly::coro::AsyncGenerator<int> ticks() {
  int n = 0;
  while (!stop) { // V: yields values
    co_await folly::coro::sleep(10ms);
    co_yield n++;
  }
}

// --- periodic work
corun::task<> heartbeat() {
  while (!stop) { // V: does something each second
    tick();
    co_await corun::sleep(1s);
  }
}
corun::task<> heartbeat_after_the_sleep() {
  for (;;) { // V: likewise
    co_await corun::sleep(1s);
    tick();
  }
}
corun::task<> only_for_ever() {
  for (;;) // V: waits for nothing
    co_await corun::sleep(1h);
}
struct cache {
  std::vector<int> entries_;
  std::atomic<bool> closing_;
  int age_ = 0;
  void refresh();
  corun::task<> keep_fresh() {
    while (!closing_) { // V: refreshes
      co_await corun::sleep(1s);
      refresh();
    }
  }
  corun::task<> grow_old() {
    while (!closing_) { // V: counts
      co_await corun::sleep(1s);
      ++age_;
    }
  }
  corun::task<> evict() {
    while (!closing_) { // V: erases
      co_await corun::sleep(1s);
      if (entries_.size() > 10)
        entries_.clear();
    }
  }
};
asio::awaitable<void> reports(asio::ip::tcp::socket &s) {
  asio::steady_timer t(co_await asio::this_coro::executor);
  while (!stop) { // V: logs
    t.expires_after(1s);
    co_await t.async_wait(asio::use_awaitable);
    log("alive");
  }
}
corun::task<> spawns(corun::task_group &group) {
  while (!stop) { // V: starts work
    group.spawn(send("ping"));
    co_await corun::sleep(1s);
  }
}

struct watched {
  std::function<bool()> predicate_;
  bool up_ = false;
  int asked_ = 0;
  bool count_and_look() {
    ++asked_;
    return up_;
  }
  corun::task<> asks_a_function() {
    while (!predicate_()) // V: it may do anything
      co_await corun::sleep(1s);
  }
  corun::task<> asks_and_counts() {
    while (!count_and_look()) // V: its body changes something
      co_await corun::sleep(1s);
  }
  corun::task<> handles_errors() {
    while (!up_) { // V: logs
      try {
        co_await corun::sleep(1s);
      } catch (...) {
        log("again");
      }
    }
  }
  corun::task<> holds_an_invariant() {
    for (;;) { // V: an assertion is no way out
      assert(asked_ >= 0);
      co_await corun::sleep(1s);
    }
  }
  corun::task<> copies_a_counter() {
    int n = 0;
    while (!up_) { // V: at most ten times
      if (n == 10)
        break;
      n = n + 1;
      co_await corun::sleep(1s);
    }
  }
  corun::task<> hands_a_delay_on() {
    auto delay = 1ms, next = 1ms;
    while (!up_) { // V: the delay grows
      co_await corun::sleep(delay);
      delay = next;
      next = delay * 2;
    }
  }
};

// --- the loop itself changes what it asks
corun::task<> retries() {
  while (!try_connect()) // V: nothing says that try_connect only looks: it may be the work
    co_await corun::sleep(1s);
}
corun::task<> retries_in_the_body() {
  bool connected = false;
  while (!connected) { // V: tries again; the body does something
    connected = try_connect();
    if (!connected)
      co_await corun::sleep(1s);
  }
}
corun::task<> changes_a_global() {
  static int left = 10;
  while (left > 0) { // V: the body counts
    --left;
    co_await corun::sleep(10ms);
  }
}
corun::task<> drains(std::queue<job> &q) {
  while (!q.empty()) { // V: the body empties it, at a pace
    q.pop();
    co_await corun::sleep(10ms);
  }
}
corun::task<> a_local_alone(bool fast) {
  int n = 10;
  while (n > 0) { // V: a local of its own
    n -= fast ? 2 : 1;
    co_await corun::sleep(10ms);
  }
}
corun::task<> over_a_range(std::vector<int> &v) {
  for (int x : v) { // V: as long as the range is
    (void)x;
    co_await corun::sleep(10ms);
  }
}
corun::task<> over_iterators(std::vector<int> &v) {
  for (auto it = v.begin(); it != v.end(); ++it) // V: likewise
    co_await corun::sleep(10ms);
}

// --- nobody can wake it
corun::task<int> a_child_process(pid_t pid) {
  int status;
  while (::waitpid(pid, &status, WNOHANG) == 0) // V: asks the kernel
    co_await corun::sleep(10ms);
  co_return status;
}
corun::task<> a_file() {
  while (::access("/run/lock", F_OK) == 0) // V: likewise
    co_await corun::sleep(100ms);
}
struct device {
  volatile unsigned *status;
  corun::task<> wait() {
    while (!(*status & 1)) // V: a register of the hardware
      co_await corun::sleep(1ms);
  }
};

// --- a timer that others cancel is Asio's event
struct channel {
  asio::steady_timer changed_; // expires never
  std::queue<std::string> messages_;
  asio::awaitable<void> wait_for_a_message() {
    while (messages_.empty()) // V: not set here, so push cancels it
      co_await changed_.async_wait(asio::use_awaitable);
  }
  void push(std::string s) {
    messages_.push(std::move(s));
    changed_.cancel();
  }
};
asio::awaitable<void> a_timer_given(asio::steady_timer &changed) {
  while (!ready) // V: likewise
    co_await changed.async_wait(asio::use_awaitable);
}

// --- not a loop, no coroutine
corun::task<> once() {
  if (!ready) // V: no loop
    co_await corun::sleep(10ms);
}
corun::task<> runs_once() {
  do { // V: once
    co_await corun::sleep(10ms);
  } while (false);
}
corun::task<> spins_without_suspension() {
  while (!ready) // V: coro-no-suspension-loop's
    ;
  co_return;
}
corun::task<> blocks_instead() {
  while (!ready) // V: coro-blocking-call's
    std::this_thread::sleep_for(10ms);
  co_return;
}
void plain() {
  while (!ready) // V: no coroutine
    std::this_thread::sleep_for(10ms);
}
