// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "support.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <unistd.h>

namespace corun_test {

struct connection {
  corun::tcp_stream client;
  corun::tcp_stream server;
};

/// Two connected streams.
inline corun::task<connection> connected(corun::tcp_options options = {}) {
  auto listener =
      corun::tcp_listener::listen("127.0.0.1", 0, {.stream = options});
  auto client = co_await corun::tcp_stream::connect("127.0.0.1",
                                                    listener.port(), options);
  auto server = co_await listener.accept();
  co_return connection{std::move(client), std::move(server)};
}

/// Gives the other side time to read each piece by itself.
template <class... Pieces>
corun::task<void> write_in_pieces(corun::tcp_stream &to, Pieces... pieces) {
  const std::array<std::string_view, sizeof...(Pieces)> each{pieces...};
  for (const std::string_view piece : each) {
    co_await to.write(piece);
    co_await iterations(4);
  }
}

/// A port of the loopback interface that nobody listens on.
inline std::uint16_t unused_port() {
  return corun::tcp_listener::listen("127.0.0.1", 0).port();
}

inline int lowest_unused_fd() {
  const int fd = ::dup(STDERR_FILENO);
  ::close(fd);
  return fd;
}

} // namespace corun_test
