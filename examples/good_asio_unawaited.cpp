// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fix of bad_asio_unawaited.cpp: every awaitable is awaited.
#include <asio.hpp>

#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

using namespace std::chrono_literals;

int sent = 0;

asio::awaitable<void> send_line(std::string line) {
  asio::steady_timer timer(co_await asio::this_coro::executor, 1ms);
  co_await timer.async_wait(asio::use_awaitable);
  ++sent;
  std::printf("sent: %s\n", line.c_str());
}

asio::awaitable<void> talk() {
  co_await send_line("hello");
  auto question = send_line("are you?");
  co_await std::move(question);
  co_await send_line("goodbye");
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, talk(), asio::detached);
  context.run();
  std::printf("%d of 3 lines sent\n", sent);
}
