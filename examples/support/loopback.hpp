// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A server on the loopback interface and the client's half of a request, so
// that fetch.cpp has a real socket to wait for without a network. The server
// answers "GET /name/300" after 300 ms with "the page /name/300".
#pragma once

#include <corun/corun.hpp>

#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace loopback {

/// A socket that closes itself. All sockets here are non-blocking: a call that
/// would block says EAGAIN instead, and the coroutine waits in the loop.
class socket {
public:
  explicit socket(int fd) : fd_(fd) {
    if (fd_ < 0)
      fail("socket");
  }
  socket(socket &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  ~socket() {
    if (fd_ >= 0)
      ::close(fd_);
  }
  [[nodiscard]] int fd() const { return fd_; }

  [[noreturn]] static void fail(const char *what) {
    throw std::system_error(errno, std::generic_category(), what);
  }

private:
  int fd_;
};

inline socket make_socket() {
  return socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
}

inline sockaddr_in address(std::uint16_t port) {
  sockaddr_in result{};
  result.sin_family = AF_INET;
  result.sin_port = htons(port);
  result.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return result;
}

inline corun::task<void> send_all(const socket &to, std::string text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    co_await corun::writable(to.fd());
    const auto sent =
        ::send(to.fd(), rest.data(), rest.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN)
      socket::fail("send");
    if (sent > 0)
      rest.remove_prefix(static_cast<std::size_t>(sent));
  }
}

/// Up to and without `end`, or to the end of the stream.
inline corun::task<std::string> receive_until(const socket &from, char end) {
  std::string text;
  for (;;) {
    co_await corun::readable(from.fd());
    char buffer[512];
    const auto got = ::recv(from.fd(), buffer, sizeof buffer, MSG_DONTWAIT);
    if (got < 0 && errno != EAGAIN)
      socket::fail("recv");
    if (got == 0)
      co_return text;
    if (got > 0)
      text.append(buffer, static_cast<std::size_t>(got));
    if (const auto at = text.find(end); at != std::string::npos)
      co_return text.substr(0, at);
  }
}

class server {
public:
  server() : listener_(make_socket()) {
    sockaddr_in any = address(0);
    if (::bind(listener_.fd(), reinterpret_cast<sockaddr *>(&any),
               sizeof any) != 0 ||
        ::listen(listener_.fd(), 16) != 0)
      socket::fail("listen");
  }

  [[nodiscard]] std::uint16_t port() const {
    sockaddr_in bound{};
    socklen_t size = sizeof bound;
    ::getsockname(listener_.fd(), reinterpret_cast<sockaddr *>(&bound), &size);
    return ntohs(bound.sin_port);
  }

  /// Serves until it is cancelled.
  corun::task<void> serve() {
    for (;;) {
      co_await corun::readable(listener_.fd());
      const int fd = ::accept4(listener_.fd(), nullptr, nullptr, SOCK_NONBLOCK);
      if (fd >= 0)
        corun::create_task(answer(socket(fd)), {.name = "answer"}).detach();
    }
  }

private:
  static corun::task<void> answer(socket client) {
    const std::string request = co_await receive_until(client, '\n');
    const std::string path = request.substr(request.find('/'));
    const std::string delay = path.substr(path.rfind('/') + 1);
    co_await corun::sleep(std::chrono::milliseconds(std::atoi(delay.c_str())));
    co_await send_all(client, "the page " + path);
  }

  socket listener_;
};

inline corun::task<socket> connect(std::uint16_t port) {
  socket connection = make_socket();
  const sockaddr_in to = address(port);
  if (::connect(connection.fd(), reinterpret_cast<const sockaddr *>(&to),
                sizeof to) != 0 &&
      errno != EINPROGRESS)
    socket::fail("connect");
  co_await corun::writable(connection.fd());
  co_return connection;
}

} // namespace loopback
