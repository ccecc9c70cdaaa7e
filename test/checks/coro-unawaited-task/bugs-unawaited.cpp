// RUN: %check_coro %s
//
// The shapes of real bugs, each named by its id: a future, promise or task
// that was meant to be awaited. UV01, UV04, UV07, UV10, UV13, UV16, UD01,
// UD19; bugs-unawaited-eager.cpp has the rest.
#include "../Inputs/kj.h"
#include "../Inputs/seastar.h"
#include <functional>
#include <string>
#include <utility>

using seastar::future;
future<> not_full();
future<> grow();
future<int> estimate(int table);
bool full();
void log();

struct manager {
  bool stop = false;
  seastar::semaphore sem{1};
  seastar::rwlock lock;
  seastar::gate gate;
  manager *fiber = nullptr;
  future<seastar::rwlock::holder> acquire_manifest_lock();
  future<> serialize_impl();
  future<manager *> make_fiber();
  future<> stop_fiber();
  future<int> handle(int n, seastar::semaphore_units u);

  future<> UV01_in_a_try_in_a_loop() {
    while (!stop) {
      co_await not_full();
      try {
        auto guard = seastar::get_units(sem, 1); // X: future of units
        // expected-warning@-1 {{'guard' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
        if (full())
          continue;
        co_await grow();
      } catch (...) {
        log();
      }
    }
  }
  future<> UV01_after_an_await() {
    co_await not_full();
    auto guard = seastar::get_units(sem, 1); // X: second site
    // expected-warning@-1 {{'guard' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
    co_await grow();
  }

  future<> UV04_in_a_range_for(const std::vector<int> &tables) {
    for (auto &t : tables) {
      if (t < 10)
        continue;
      auto ticket = seastar::get_units(sem, 1); // X: each iteration
      // expected-warning@-1 {{'ticket' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
      auto est = co_await estimate(t);
      (void)est;
    }
  }

  future<> UV10_manifest_lock() {
    auto lock = acquire_manifest_lock(); // X: what follows is not covered
    // expected-warning@-1 {{'lock' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
    co_await serialize_impl();
  }

  future<> UV13_reset() {
    auto h = gate.hold(); // V: a guard, synchronously
    auto u = lock.hold_write_lock(); // X: dies at the end of scope
    // expected-warning@-1 {{'u' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
    if (fiber) {
      auto f = std::exchange(fiber, nullptr);
      co_await f->stop_fiber();
    }
    fiber = co_await make_fiber();
  }

  future<> UV16_lambda_forgets_to_return(int n) {
    return seastar::with_gate(gate, [this, n]() mutable {
      auto f = seastar::get_units(sem, 1).then( // X: never returned
      // expected-warning@-1 {{'f' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
          [this, n](seastar::semaphore_units u) {
            return handle(n, std::move(u));
          });
    });
  }
};

struct stm_base {
  virtual ~stm_base();
  virtual future<> apply_snapshot(int header, std::string &&b) = 0;
  virtual future<int> take_snapshot() = 0;
};
future<int> read_async(std::string data);
template <class T> struct UV07_stm : stm_base {
  future<> apply_snapshot(int, std::string &&b) override {
    auto h = gate.hold();                   // V: a guard, synchronously
    auto units = lock.hold_write_lock();    // X: a future of one
    // expected-warning@-1 {{'units' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
    kvs = co_await read_async(std::move(b));
  }
  future<int> take_snapshot() override {
    auto h = gate.hold();
    auto units = lock.hold_write_lock();    // X: second site
    // expected-warning@-1 {{'units' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
    co_return co_await read_async("");
  }
  seastar::rwlock lock;
  seastar::gate gate;
  T kvs;
};
template struct UV07_stm<int>;

struct web_socket {
  enum kind { text, binary, close };
  struct message {
    kind type;
  };
  kj::Promise<message> receive();
  kj::Promise<void> send(std::string s);
};
const std::string *auto_response(web_socket::message);
#define MESSAGE_CASE(k) case web_socket::k:
kj::Promise<void> UD01_read_loop(web_socket &ws) {
  bool skip = false;
  while (true) {
    auto msg = co_await ws.receive();
    switch (msg.type) {
      MESSAGE_CASE(text) {
        if (auto *reply = auto_response(msg)) {
          ws.send(*reply); // X: cancelled at once
          // expected-warning@-1 {{'web_socket::send' returns a task that is dropped here; dropping it cancels the work [coro-unawaited-task]}}
          skip = true;
        }
        break;
      }
    default:
      co_return;
    }
  }
}

struct env {};
future<> prepare(env &e);
future<> do_with_env(std::function<void(env &)> fn);
future<> UD19_with_data(std::function<future<>(env &)> func) {
  return seastar::async([func] {
    do_with_env([func](env &e) { // V: belongs to coro-void-callback
      prepare(e).get();
      return func(e);
    }).get();
  });
}
