// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mistake:      an asio::awaitable is made and dropped, as a call and as a
//               variable.
// At run time:  like every lazy coroutine, it never runs: the greeting is not
//               sent, and nobody is told. The compiler warns of the call, since
//               newer asio's awaitable is [[nodiscard]], but not of the
//               variable.
// Fix:          co_await it: good_asio_unawaited.cpp.
#include <asio.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace std::chrono_literals;

int sent = 0;

asio::awaitable<void> send_line(std::string line) {
  asio::steady_timer timer(co_await asio::this_coro::executor, 1ms);
  co_await timer.async_wait(asio::use_awaitable);
  ++sent;
  std::printf("sent: %s\n", line.c_str());
}

asio::awaitable<void> talk() {
  send_line("hello");                    // BUG: coro-unawaited-task
  auto question = send_line("are you?"); // BUG: coro-unawaited-task
  co_await send_line("goodbye");
}

int main() {
  asio::io_context context;
  asio::co_spawn(context, talk(), asio::detached);
  context.run();
  std::printf("%d of 3 lines sent\n", sent);
}
