// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/tcp.hpp>

#include "resolve.hpp"
#include "tcp_stream_state.hpp"

#include <corun/detail/loop_core.hpp>
#include <corun/errors.hpp>
#include <corun/sleep.hpp>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include <netinet/in.h>

namespace corun {

using namespace std::chrono_literals;
using detail::io_direction;
using detail::tcp_listener_state;
using detail::tcp_socket;
using detail::tcp_stream_state;

/// What a tcp_listener shares with the coroutine that accepts.
struct detail::tcp_listener_state {
  tcp_socket socket;
  tcp_options stream_options;
  bool short_of_resources = false; // and that is reported
};

static constexpr std::chrono::seconds accept_retry_delay{1};

// --- listen ---

static tcp_socket listen_on(const detail::socket_address &address,
                            bool all_interfaces,
                            const listen_options &options) {
  tcp_socket socket = tcp_socket::make(address.family());
  if (address.family() == AF_INET6)
    socket.set(IPPROTO_IPV6, IPV6_V6ONLY, all_interfaces ? 0 : 1);
  if (options.reuse_address)
    socket.set(SOL_SOCKET, SO_REUSEADDR, 1);
  if (options.reuse_port && !socket.set(SOL_SOCKET, SO_REUSEPORT, 1))
    detail::throw_socket_error("share a port");
  if (::bind(socket.fd(), address.get(), address.size) != 0 ||
      ::listen(socket.fd(), options.backlog) != 0)
    detail::throw_socket_error("listen on " + address.spell());
  return socket;
}

tcp_listener tcp_listener::listen(const std::string &host, std::uint16_t port,
                                  listen_options options) {
  detail::require_valid(options.stream);
  const auto addresses = detail::resolve_for_listening(host, port);
  for (auto at = addresses.begin();; ++at) {
    try {
      auto state = std::make_shared<tcp_listener_state>(
          listen_on(*at, host.empty(), options), options.stream);
      return tcp_listener(std::move(state));
    } catch (const std::system_error &e) {
      // All interfaces, of a system without IPv6.
      if (at + 1 == addresses.end() || e.code() == std::errc::address_in_use)
        throw;
    }
  }
}

// --- accept ---

/// -1 and errno if there is none.
static int accept_once(int listener) {
#if defined(__linux__)
  return ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
#else
  tcp_socket accepted(::accept(listener, nullptr, nullptr));
  if (!accepted.is_open())
    return -1;
  tcp_socket::make_nonblocking_cloexec(accepted.fd());
  return std::move(accepted).release();
#endif
}

static bool is_shortage(int error) noexcept {
  return error == EMFILE || error == ENFILE || error == ENOBUFS ||
         error == ENOMEM;
}

/// The error is the connection's, not the listener's: accept(2) passes on what
/// became of it before it was accepted.
static bool is_of_connection(int error) noexcept {
  switch (error) {
  case EINTR:
  case ECONNABORTED:
  case EPROTO:
  case ENOPROTOOPT:
  case ENETDOWN:
  case ENETUNREACH:
  case EHOSTUNREACH:
#if defined(__linux__)
  case EHOSTDOWN:
  case ENONET:
  case EPERM: // a firewall's rule
#endif
    return true;
  default:
    return false;
  }
}

static void report_shortage(tcp_listener_state &s, int error) {
  if (std::exchange(s.short_of_resources, true))
    return;
  detail::loop_core::require("accept").report(
      {.message = "accepting connections has to wait until descriptors or "
                  "memory are free; it is tried again every second",
       .exception = std::make_exception_ptr(std::system_error(
           error, std::generic_category(), "corun: cannot accept")),
       .task_name = {},
       .origin = {}});
}

static task<std::shared_ptr<tcp_stream_state>>
accept_stream(std::shared_ptr<tcp_listener_state> s) {
  tcp_socket::operation accepting(s->socket, io_direction::read,
                                  "accepts from this listener");
  for (;;) {
    if (accepting.must_yield())
      co_await accepting.pause(0s);
    tcp_socket accepted(accept_once(s->socket.fd()));
    if (accepted.is_open()) {
      s->short_of_resources = false;
      co_return std::make_shared<tcp_stream_state>(std::move(accepted),
                                                   s->stream_options);
    }
    const int error = errno;
    if (error == EAGAIN || error == EWOULDBLOCK) {
      co_await accepting.ready();
    } else if (is_shortage(error)) {
      report_shortage(*s, error);
      co_await accepting.pause(accept_retry_delay);
    } else if (!is_of_connection(error)) {
      throw std::system_error(error, std::generic_category(),
                              "corun: cannot accept a connection");
    }
  }
}

task<tcp_stream> tcp_listener::accept() {
  return [](std::shared_ptr<tcp_listener_state> s) -> task<tcp_stream> {
    co_return tcp_stream(co_await accept_stream(std::move(s)));
  }(state());
}

// --- the object ---

tcp_listener::tcp_listener(std::shared_ptr<tcp_listener_state> state) noexcept
    : state_(std::move(state)) {}
tcp_listener::tcp_listener(tcp_listener &&) noexcept = default;
tcp_listener &tcp_listener::operator=(tcp_listener &&other) noexcept {
  tcp_listener before(std::move(*this)); // closes at the end
  state_ = std::move(other.state_);
  return *this;
}
tcp_listener::~tcp_listener() { close(); }

std::uint16_t tcp_listener::port() const {
  return state()->socket.local().port();
}
void tcp_listener::close() noexcept {
  if (state_)
    state_->socket.close();
}
bool tcp_listener::is_open() const noexcept {
  return state_ && state_->socket.is_open();
}
int tcp_listener::native_handle() const noexcept {
  return state_ ? state_->socket.fd() : -1;
}

const std::shared_ptr<tcp_listener_state> &tcp_listener::state() const {
  if (!state_)
    throw loop_error("this tcp_listener was moved from: use the one it was "
                     "moved to");
  return state_;
}

} // namespace corun
