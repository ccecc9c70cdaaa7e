// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Spawned tasks whose exception is nobody's by an explicit choice, or is
// somebody's. Case 64.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include "../Inputs/kj.h"
#include <exception>
#include <future>

asio::awaitable<void> serve();
asio::awaitable<int> compute();
corun::task<> work();
kj::Promise<void> ping();
void log(std::exception_ptr);
void log(kj::Exception);

void detached_token(asio::io_context &io) {
  asio::co_spawn(io, serve(), asio::detached); // V: the token says so
}
asio::awaitable<void> detached_in_a_coroutine() {
  auto ex = co_await asio::this_coro::executor;
  asio::co_spawn(ex, serve(), asio::detached); // V: likewise
  asio::co_spawn(ex, compute(), [](std::exception_ptr e, int) { log(e); }); // V: a handler
}
std::future<int> future_token(asio::io_context &io) {
  return asio::co_spawn(io, compute(), asio::use_future); // V: in the future
}
corun::task<> detached_aloud() {
  corun::create_task(work()).detach(); // V: said aloud
  auto h = corun::create_task(work());
  co_await h; // V: thrown here
}
corun::task<> grouped() {
  corun::task_group group;
  group.spawn(work()); // V: the group throws it at join
  co_await group.join();
}
void kj_detached() {
  ping().detach([](kj::Exception e) { log(e); }); // V: a handler
}
