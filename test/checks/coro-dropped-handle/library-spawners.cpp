// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The spawners of asio, libcoro, concurrencpp and folly: what they return
// holds the exception, or nothing. Case 64.
#include "../Inputs/asio.h"
#include "../Inputs/concurrencpp.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/qcoro.h"
#include "../Inputs/winrt.h"
#include <future>
#include <memory>
#include <utility>

asio::awaitable<int> session();
void asio_lost(asio::io_context &io) {
  asio::co_spawn(io, session(), asio::use_future);                // X: a future nobody asks
  // expected-warning@-1 {{'co_spawn' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  asio::co_spawn(io.get_executor(), session(), asio::use_future); // X: likewise
  // expected-warning@-1 {{'co_spawn' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  io.run();
}
void asio_kept(asio::io_context &io) {
  asio::co_spawn(io, session(), asio::detached);                  // V: detached
  asio::co_spawn(io, session(), [](auto...) {});                  // V: a handler gets the exception
  auto f = asio::co_spawn(io, session(), asio::use_future);
  io.run();
  f.get();
  (void)asio::co_spawn(io, session(), asio::use_future);          // V: said aloud
}
asio::awaitable<void> asio_in_a_coroutine() {
  auto ex = co_await asio::this_coro::executor;
  asio::co_spawn(ex, session(), asio::use_future);                // X: in a coroutine too
  // expected-warning@-1 {{'co_spawn' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  asio::co_spawn(ex, session(), asio::use_awaitable);             // V: belongs to coro-unawaited-task
  asio::co_spawn(ex, session(), asio::detached);
  co_await asio::co_spawn(ex, session(), asio::use_awaitable);
}

coro::task<> work();
void libcoro_lost(coro::thread_pool &pool, coro::io_scheduler &io) {
  pool.spawn_joinable(work()); // X: the task that joins is dropped
  // expected-warning@-1 {{'thread_pool::spawn_joinable' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  io.spawn_joinable(work());   // X: likewise
  // expected-warning@-1 {{'io_scheduler::spawn_joinable' returns the handle of a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
}
coro::task<> libcoro_never_joined(coro::thread_pool &pool) {
  auto join = pool.spawn_joinable(work()); // X: kept, never awaited
  // expected-warning@-1 {{'join' holds the handle of a task that nobody awaits; it runs on unobserved, and its result and exception are lost [coro-dropped-handle]}}
  co_await work();
}
coro::task<> libcoro_kept(coro::thread_pool &pool, coro::io_scheduler &io) {
  pool.spawn_detached(work()); // V: returns whether it was taken
  io.spawn_detached(work());
  auto join = pool.spawn_joinable(work());
  co_await join;
}

concurrencpp::null_result forgotten();
int compute();
void concurrencpp_lost(std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  pool->submit([] { return compute(); }); // V: an eager result that does not insist: coro-unawaited-task's
}
void concurrencpp_kept(std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  pool->post([] { compute(); });          // V: post returns nothing
  auto r = pool->submit([] { return compute(); });
  r.wait();
  forgotten();                            // V: null_result
}

folly::coro::Task<int> answer();
void folly_lost(folly::Executor::KeepAlive<> ex) {
  answer().scheduleOn(ex).start();               // V: folly's way to start and forget
  auto future = answer().scheduleOn(ex).start(); // V: kept to the end of the scope
}
int folly_kept(folly::Executor::KeepAlive<> ex, folly::coro::AsyncScope &scope,
               folly::coro::Task<> step) {
  answer().scheduleOn(ex).start([](auto &&) {}); // V: a callback gets the result
  scope.add(std::move(step).scheduleOn(ex));     // V: the scope joins it
  auto future = answer().scheduleOn(ex).start();
  return std::move(future).get();
}

cppcoro::task<> cppcoro_kept(cppcoro::async_scope &scope, cppcoro::task<> t) {
  scope.spawn(std::move(t)); // V: returns nothing
  co_return;
}

// Eager tasks that are made to be dropped are no handles.
QCoro::Task<> save();
winrt::Windows::Foundation::IAsyncAction refresh();
winrt::fire_and_forget log_later();
struct window : QObject {
  void on_clicked() {
    save();      // V: a slot starts it, the event loop runs it
    refresh();   // V: runs on by itself
    log_later(); // V: detached
  }
};
