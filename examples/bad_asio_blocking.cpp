// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mistake:      a coroutine blocks a thread of the io_context.
// At run time:  with one thread, nothing else runs: no accept, no timer, no
//               other connection. The ticker misses 20 ticks.
// Fix:          wait with a timer of asio: good_asio_blocking.cpp.
#include <asio.hpp>

#include <chrono>
#include <cstdio>
#include <thread>

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
  std::this_thread::sleep_for(200ms); // BUG: coro-blocking-call
  working = false;
  std::printf("ticks during the request: %d\n", ticks);
  co_return;
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, tick(), asio::detached);
  asio::co_spawn(context, serve(), asio::detached);
  context.run();
}
