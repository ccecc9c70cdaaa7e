// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A small program over a heavy header: what overhead.py measures by default.
#include <asio.hpp>
#include <asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <iostream>

using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

awaitable<void> deadline(std::chrono::seconds limit) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(limit);
  co_await timer.async_wait(use_awaitable);
}

awaitable<void> echo(tcp::socket socket) {
  using namespace asio::experimental::awaitable_operators;
  std::array<char, 1024> data;
  for (;;) {
    std::size_t n =
        co_await socket.async_read_some(asio::buffer(data), use_awaitable);
    co_await asio::async_write(socket, asio::buffer(data, n), use_awaitable);
    co_await (deadline(std::chrono::seconds(1)) ||
              deadline(std::chrono::seconds(2)));
  }
}

awaitable<void> listener(unsigned short port) {
  auto executor = co_await asio::this_coro::executor;
  tcp::acceptor acceptor(executor, {tcp::v4(), port});
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(use_awaitable);
    asio::co_spawn(executor, echo(std::move(socket)), asio::detached);
  }
}

int main() {
  asio::io_context io(1);
  asio::co_spawn(io, listener(5555), asio::detached);
  io.run();
}
