// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes of real bugs once more, each named by its id: UD01, UD04, UD13,
// UD16, UD19, DX03, DX06, N13, N46. The same mistake with the types of another
// library, and the code after its fix, which must stay silent.
#include "../Inputs/async_simple.h"
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/kj.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/seastar.h"
#include "../Inputs/winrt.h"
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using seastar::future;
using namespace std::chrono_literals;
bool full();
void log();
void heavy();

// UD01: a send, deep inside.
struct web_socket {
  enum kind { text, binary };
  corun::task<kind> receive();
  corun::task<> send(std::string s);
};
const std::string *auto_response(web_socket::kind k);
#define MESSAGE_CASE(k) case web_socket::k:
corun::task<> UD01_read_loop(web_socket &ws) {
  while (true) {
    switch (co_await ws.receive()) {
      MESSAGE_CASE(text) {
        if (auto *reply = auto_response(web_socket::text))
          ws.send(*reply); // X: never sent
          // expected-warning@-1 {{'web_socket::send' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
        break;
      }
      MESSAGE_CASE(binary) {
        if (auto *reply = auto_response(web_socket::binary))
          co_await ws.send(*reply);
        break;
      }
    }
  }
}

// UD04: the release that must be over before what it uses is gone.
struct device {
  winrt::Windows::Foundation::IAsyncAction release_exclusive();
};
extern device *g_device;
winrt::fire_and_forget UD04_fixed() {
  co_await winrt::resume_foreground(winrt::dispatcher{});
  co_await g_device->release_exclusive();
  g_device = nullptr;
}

// UD16: a switch of context that is made by awaiting only.
cppcoro::task<> UD16_work(cppcoro::static_thread_pool &pool, cppcoro::io_service &io) {
  pool.schedule();          // X: no switch happens
  // expected-warning@-1 {{'static_thread_pool::schedule' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  io.schedule_after(5ms);   // X: no wait happens
  // expected-warning@-1 {{'io_service::schedule_after' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  heavy();
  co_return;
}
winrt::Windows::Foundation::IAsyncAction UD16_fixed() {
  co_await winrt::resume_background();
  co_await winrt::resume_after(5s);
  heavy();
}
folly::coro::Task<> UD16_bound(folly::Executor::KeepAlive<> ex, folly::coro::Task<> t) {
  std::move(t).scheduleOn(ex); // X: bound to the executor, not started
  // expected-warning@-1 {{'Task::scheduleOn' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

// UD13: (void) because of a lock that is long gone.
future<> erase();
future<> notify();
future<> UD13_fixed() {
  co_await notify().handle_exception([](std::exception_ptr) {});
  co_await erase();
}

// UD19: the result of the callable inside the callable.
struct env {};
future<> prepare(env &e);
future<> UD19_direct(std::function<future<>(env &)> func) {
  return seastar::async([func] {
    env e;
    prepare(e).get();
    func(e); // X: the returned future is dropped
    // expected-warning@-1 {{'std::function::operator()' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  });
}
future<> UD19_fixed(std::function<future<>(env &)> func) {
  return seastar::async([func] {
    env e;
    prepare(e).get();
    func(e).get(); // V: waits
  });
}

// DX03, DX06 after their fix: consumed whatever happens.
struct stages {
  future<> enqueued;
  future<int> done;
};
stages dispatch();
future<int> DX03_fixed() {
  auto s = dispatch();
  auto [enqueued, done] =
      co_await seastar::when_all(std::move(s.enqueued), std::move(s.done)); // V
  co_await std::move(enqueued);
  co_return co_await std::move(done);
}
future<int> upload(int n);
future<bool> query_aborted();
future<int> aggregate(std::vector<future<int>> v);
future<int> DX06_fixed(int c) {
  std::vector<future<int>> ups;
  ups.push_back(upload(c));
  std::exception_ptr error;
  try {
    if (co_await query_aborted())
      ups.push_back(upload(c));
  } catch (...) {
    error = std::current_exception();
  }
  int n = co_await aggregate(std::move(ups)); // V
  if (error)
    std::rethrow_exception(error);
  co_return n;
}

// N13: the future of a promise that another owns.
future<int> N13_awaited_after_a_signal(std::vector<seastar::promise<int>> &waiters) {
  seastar::promise<int> p;
  auto fut = p.get_future();
  waiters.push_back(std::move(p));
  log();
  co_return co_await std::move(fut); // V
}
// N46: handed on with what it needs.
corun::task<int> find(std::string dir, bool recurse);
[[clang::coro_wrapper]] corun::task<int> N46_list(const std::string &dir) {
  return find(dir, true); // V
}
