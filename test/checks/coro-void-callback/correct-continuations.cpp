// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Library functions that take a callable which returns a task, and await it,
// start it or give it back. Nothing is reported.
#include "../Inputs/asio.h"
#include "../Inputs/async_simple.h"
#include "../Inputs/concurrencpp.h"
#include "../Inputs/corun.h"
#include "../Inputs/drogon.h"
#include "../Inputs/folly.h"
#include "../Inputs/kj.h"
#include "../Inputs/qcoro.h"
#include "../Inputs/seastar.h"
#include "../Inputs/stdexec.h"
#include "../Inputs/tmc.h"
#include "../Inputs/user_task.h"
#include <functional>
#include <memory>
#include <utility>
#include <vector>

using seastar::future;
future<> flush();
future<int> read(int n);
future<> seastar_continuations(seastar::gate &g, seastar::semaphore &sem,
                               std::vector<int> v) {
  co_await flush().then([] { return flush(); });         // V: then chains it
  co_await flush().then([]() -> future<> { co_await flush(); });
  co_await flush().finally([] { return flush(); });      // V: finally waits for it
  co_await flush().handle_exception([](std::exception_ptr) { return flush(); });
  co_await flush().then_wrapped([](future<> f) { return f; });
  co_await seastar::with_gate(g, []() -> future<> { co_await flush(); });
  co_await seastar::with_semaphore(sem, 1, [] { return flush(); });
  co_await seastar::parallel_for_each(v, [](int n) { return read(n).discard_result(); });
  co_await seastar::max_concurrent_for_each(v, 2, [](int n) -> future<> {
    co_await read(n);
  });
  co_await seastar::async([] { flush().get(); });
  co_await flush().then(seastar::coroutine::lambda([]() -> future<> { co_await flush(); }));
}

kj::Promise<void> send();
kj::Promise<void> kj_continuations(kj::TaskSet &tasks) {
  co_await send().then([] { return send(); });
  co_await kj::evalLater([] { return send(); });
  tasks.add(kj::evalLater([]() -> kj::Promise<void> { co_await send(); }));
  send().then([] { return send(); }).detach([](kj::Exception) {});
}

folly::coro::Task<> step();
folly::coro::Task<> folly_callables() {
  co_await folly::coro::co_invoke([]() -> folly::coro::Task<> { co_await step(); }); // V: given back
  co_await folly::coro::co_invoke(step);
}

asio::awaitable<void> session();
void asio_callables(asio::io_context &io) {
  asio::co_spawn(io, session, asio::detached);           // V: co_spawn awaits it
  asio::co_spawn(
      io, []() -> asio::awaitable<void> { co_await session(); }, // V
      asio::detached);
}

QCoro::Task<QString> load();
QCoro::Task<> show(const QString &);
QCoro::Task<> qcoro_continuations() {
  co_await load().then([](const QString &s) { return show(s); }); // V
  co_await load().then([](const QString &s) -> QCoro::Task<> { co_await show(s); });
}

concurrencpp::result<int> started();
concurrencpp::result<int>
concurrencpp_callables(std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  auto inner = co_await pool->submit([] { return started(); }); // V: the result holds it
  co_return co_await inner;
}

corun::task<int> answer();
corun::task<> corun_callables() {
  int n = co_await co_await corun::to_thread(answer);    // V: comes back as the result
  (void)n;
}

drogon::Task<> save();
void drogon_callables(trantor::EventLoop *loop) {
  drogon::async_run(save);                               // V: awaited in a detached coroutine
  drogon::async_run([]() -> drogon::Task<> { co_await save(); });
  loop->queueInLoop(drogon::async_func([]() -> drogon::Task<> { co_await save(); })); // V: a void callable that runs it
  loop->queueInLoop([]() -> drogon::AsyncTask { co_await save(); }); // V: detached
}

async_simple::coro::Lazy<> work();
void async_simple_callables() {
  work().start([](auto &&) {}); // V: the callback returns nothing
  []() -> async_simple::coro::Lazy<> { co_await work(); }().start([](auto &&) {});
}

exec::task<int> value();
exec::task<void> stdexec_callables() {
  auto inner = co_await stdexec::then(value(), [](int) { return value(); }); // V: the value is the task
  int n = co_await std::move(inner);
  (void)n;
}

tmc::task<void> job();
void tmc_callables() {
  tmc::post(tmc::cpu_executor(), [] { tmc::post(tmc::cpu_executor(), job()); }); // V
}

// The user's own: an event source that awaits its handlers.
class async_event {
  std::vector<std::function<task<>(int)>> handlers;

public:
  void subscribe(std::function<task<>(int)> fn) { handlers.push_back(std::move(fn)); }
  task<> raise(int n) {
    for (auto &fn : handlers)
      co_await fn(n);
  }
};
task<> on_change(int n);
task<> subscribed(async_event &changed) {
  changed.subscribe(on_change);
  changed.subscribe([](int n) -> task<> { co_await on_change(n); });
  co_await changed.raise(1);
}
// A table of commands, and retrying what a callable makes.
struct command {
  const char *name;
  task<> (*run)();
  std::function<task<>()> undo;
};
task<> f();
const command commands[] = {{"f", f, f}, {"g", [] { return f(); }, [] { return f(); }}};
template <class Make> task<> retry(int times, Make make) {
  while (times-- > 0)
    co_await make();
}
task<> retried() {
  co_await retry(3, f);
  co_await retry(3, []() -> task<> { co_await f(); });
  co_await retry(3, [] { return f(); });
}
