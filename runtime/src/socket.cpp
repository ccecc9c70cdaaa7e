// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "socket.hpp"

#include "poller.hpp"

#include <corun/detail/loop_core.hpp>
#include <corun/errors.hpp>
#include <corun/fd.hpp>
#include <corun/sleep.hpp>

#include <cerrno>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <unistd.h>

namespace corun::detail {

static constexpr unsigned most_in_a_row = 32;

static const sockaddr_in &as_ipv4(const socket_address &address) noexcept {
  return reinterpret_cast<const sockaddr_in &>(address.storage);
}
static const sockaddr_in6 &as_ipv6(const socket_address &address) noexcept {
  return reinterpret_cast<const sockaddr_in6 &>(address.storage);
}

std::uint16_t socket_address::port() const noexcept {
  if (family() == AF_INET)
    return ntohs(as_ipv4(*this).sin_port);
  return family() == AF_INET6 ? ntohs(as_ipv6(*this).sin6_port) : 0;
}

std::string socket_address::spell() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (family() == AF_INET) {
    ::inet_ntop(AF_INET, &as_ipv4(*this).sin_addr, text.data(), text.size());
    return std::string(text.data()) + ':' + std::to_string(port());
  }
  if (family() == AF_INET6) {
    ::inet_ntop(AF_INET6, &as_ipv6(*this).sin6_addr, text.data(), text.size());
    return '[' + std::string(text.data()) + "]:" + std::to_string(port());
  }
  return {};
}

void throw_socket_error(const std::string &what) {
  throw std::system_error(errno, std::generic_category(),
                          "corun: cannot " + what);
}

tcp_socket::tcp_socket(tcp_socket &&other) noexcept
    : fd_(std::exchange(other.fd_, -1)) {}

tcp_socket tcp_socket::make(int family) {
  tcp_socket made(::socket(family, SOCK_STREAM, 0));
  if (!made.is_open())
    throw_socket_error("make a socket");
  make_nonblocking_cloexec(made.fd());
  return made;
}

void tcp_socket::make_nonblocking_cloexec(int fd) {
  const int flags = ::fcntl(fd, F_GETFL);
  if (flags < 0 || ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0 ||
      ::fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
    throw_socket_error("use file descriptor " + std::to_string(fd));
}

bool tcp_socket::set(int level, int option, int value) noexcept {
  return ::setsockopt(fd_, level, option, &value, sizeof value) == 0;
}

socket_address tcp_socket::local() const {
  socket_address result;
  if (::getsockname(fd_, result.get(), &result.size) != 0)
    throw_socket_error("tell a socket's address");
  return result;
}

socket_address tcp_socket::remote() const noexcept {
  socket_address result;
  if (::getpeername(fd_, result.get(), &result.size) != 0)
    return {};
  return result;
}

void tcp_socket::close() noexcept {
  if (!is_open())
    return;
  // Before the system gives the number to somebody else.
  for (loop_core *const loop : loops_)
    if (loop != nullptr)
      loop->io().release(fd_);
  ::close(std::exchange(fd_, -1));
}

tcp_socket::operation::operation(tcp_socket &socket, io_direction direction,
                                 const char *what)
    : socket_(socket), direction_(direction), loop_(socket.loop_of(direction)) {
  if (loop_ != nullptr)
    throw loop_error("another coroutine " + std::string(what) +
                     " already: let one do it, or take turns with a mutex");
  if (!socket.is_open())
    throw std::system_error(
        std::make_error_code(std::errc::bad_file_descriptor),
        "corun: the socket is closed");
  loop_ = &loop_core::require("a socket");
}

task<void> tcp_socket::operation::ready() {
  socket_.in_a_row_ = 0;
  if (direction_ == io_direction::read)
    co_await readable(socket_.fd_);
  else
    co_await writable(socket_.fd_);
  require_still_open();
}

bool tcp_socket::operation::must_yield() noexcept {
  return ++socket_.in_a_row_ > most_in_a_row;
}

task<void> tcp_socket::operation::pause(clock::duration duration) {
  socket_.in_a_row_ = 0;
  co_await sleep(duration);
  require_still_open();
}

void tcp_socket::operation::require_still_open() const {
  if (!socket_.is_open())
    throw std::system_error(std::make_error_code(std::errc::operation_canceled),
                            "corun: the socket was closed while a coroutine "
                            "waited for it");
}

} // namespace corun::detail
