// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fix of bad_asio_blocking.cpp: only the coroutine waits, the thread serves
// the others.
#include <asio.hpp>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

bool working = true;
int ticks = 0;

/// Stands for the other connections of the server.
asio::awaitable<void> tick() {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  while (working) {
    timer.expires_after(10ms);
    co_await timer.async_wait(asio::use_awaitable);
    ticks += working ? 1 : 0;
  }
}

asio::awaitable<void> serve() {
  asio::steady_timer timer(co_await asio::this_coro::executor, 200ms);
  co_await timer.async_wait(asio::use_awaitable);
  working = false;
  std::printf("ticks during the request: %d\n", ticks);
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, tick(), asio::detached);
  asio::co_spawn(context, serve(), asio::detached);
  context.run();
}
