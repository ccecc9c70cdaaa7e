// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/tcp.hpp>

#include "resolve.hpp"
#include "tcp_stream_state.hpp"

#include <corun/errors.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <utility>
#include <vector>
#include <sys/socket.h>

namespace corun {

using namespace std::chrono_literals;
using detail::io_direction;
using detail::tcp_socket;
using detail::tcp_stream_state;
using shared_state = std::shared_ptr<tcp_stream_state>;

// --- connect ---

static task<std::error_code> connect_to(tcp_socket &socket,
                                        const detail::socket_address &to) {
  tcp_socket::operation connecting(socket, io_direction::write, "connects");
  int error = 0;
  if (::connect(socket.fd(), to.get(), to.size) != 0)
    error = errno;
  if (error == EINPROGRESS || error == EINTR) {
    co_await connecting.ready();
    socklen_t size = sizeof error;
    if (::getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0)
      error = errno;
  }
  co_return std::error_code(error, std::generic_category());
}

task<tcp_stream> tcp_stream::connect(std::string host, std::uint16_t port,
                                     tcp_options options) {
  detail::require_valid(options);
  const std::vector<detail::socket_address> addresses =
      co_await detail::resolve(host, port);
  std::error_code error;
  std::string tried;
  for (const detail::socket_address &address : addresses) {
    try {
      tcp_socket socket = tcp_socket::make(address.family());
      error = co_await connect_to(socket, address);
      if (!error)
        co_return tcp_stream(
            std::make_shared<tcp_stream_state>(std::move(socket), options));
    } catch (const std::system_error &e) { // no IPv6 here, for example
      error = e.code();
    }
    tried += (tried.empty() ? "" : ", ") + address.spell() + " (" +
             error.message() + ')';
  }
  throw std::system_error(error, "corun: cannot connect to " + host +
                                     (addresses.size() > 1
                                          ? ", tried " + tried
                                          : ':' + std::to_string(port)));
}

tcp_stream tcp_stream::adopt(int fd, tcp_options options) {
  tcp_socket socket(fd);
  detail::require_valid(options);
  tcp_socket::make_nonblocking_cloexec(fd);
  return tcp_stream(
      std::make_shared<tcp_stream_state>(std::move(socket), options));
}

// --- reading ---

static bool would_block(int error) noexcept {
  return error == EAGAIN || error == EWOULDBLOCK;
}

/// One recv(2) at a time into memory of the caller's, from the first attempt to
/// the one that brings something. Returns 0 at the end of the stream.
template <class Receive>
static task<std::size_t>
receive(tcp_stream_state &s, tcp_socket::operation &reading, Receive attempt) {
  for (;;) {
    if (s.read_error)
      throw std::system_error(s.read_error,
                              "corun: cannot read from " + s.peer);
    if (s.eof)
      co_return 0;
    if (reading.must_yield())
      co_await reading.pause(0s);
    const ssize_t got = attempt();
    if (got > 0)
      co_return static_cast<std::size_t>(got);
    if (got == 0)
      s.eof = true;
    else if (would_block(errno))
      co_await reading.ready();
    else if (errno != EINTR)
      // Kept, because the system tells it only once and then an end of file.
      s.read_error = {errno, std::generic_category()};
  }
}

/// Appends what has come to the buffer. False at the end of the stream.
static task<bool> receive_more(tcp_stream_state &s,
                               tcp_socket::operation &reading) {
  // The chunk is on the stack only during the call, so a stream that waits
  // needs no memory for it.
  const auto append = [&s]() -> ssize_t {
    std::array<char, 64 * 1024> chunk;
    const ssize_t got =
        ::recv(s.socket.fd(), chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got > 0)
      s.received.append({chunk.data(), static_cast<std::size_t>(got)});
    return got;
  };
  co_return co_await receive(s, reading, append) > 0;
}

static constexpr const char *reads = "reads from this stream";

static task<std::size_t> read_into(shared_state s, std::span<char> into) {
  tcp_socket::operation reading(s->socket, io_direction::read, reads);
  if (into.empty())
    co_return 0;
  if (!s->received.empty()) {
    const std::size_t count = s->received.view().copy(into.data(), into.size());
    s->received.drop(count);
    co_return count;
  }
  const auto directly = [&]() -> ssize_t {
    return ::recv(s->socket.fd(), into.data(), into.size(), MSG_DONTWAIT);
  };
  co_return co_await receive(*s, reading, directly);
}

static task<std::string> read_some(shared_state s, std::size_t most) {
  tcp_socket::operation reading(s->socket, io_direction::read, reads);
  if (most > 0 && s->received.empty())
    static_cast<void>(co_await receive_more(*s, reading));
  co_return s->received.take(most);
}

static task<std::string> read_count(shared_state s, std::size_t count) {
  tcp_socket::operation reading(s->socket, io_direction::read, reads);
  while (s->received.size() < count)
    if (!co_await receive_more(*s, reading))
      throw incomplete_read_error(s->received.take(count), count);
  co_return s->received.take(count);
}

static task<std::string> read_to_end(shared_state s) {
  tcp_socket::operation reading(s->socket, io_direction::read, reads);
  while (co_await receive_more(*s, reading)) {
  }
  co_return s->received.take(s->received.size());
}

/// How many bytes there are up to and with the delimiter; 0 if the stream ends
/// first. Throws limit_overrun_error.
static task<std::size_t> find(tcp_stream_state &s,
                              tcp_socket::operation &reading,
                              std::string_view delimiter) {
  std::size_t searched = 0;
  for (;;) {
    const std::size_t at = s.received.view().find(delimiter, searched);
    const bool found = at != std::string_view::npos;
    // The last bytes may be the beginning of a delimiter.
    const std::size_t before =
        found ? at
              : s.received.size() -
                    std::min(s.received.size(), delimiter.size() - 1);
    if (before > s.limit)
      throw limit_overrun_error(s.limit, before, found);
    if (found)
      co_return at + delimiter.size();
    searched = before;
    if (!co_await receive_more(s, reading))
      co_return 0;
  }
}

static task<std::string> read_to_delimiter(shared_state s,
                                           std::string delimiter) {
  if (delimiter.empty())
    throw std::invalid_argument("corun: read_until needs a delimiter of at "
                                "least one byte");
  tcp_socket::operation reading(s->socket, io_direction::read, reads);
  const std::size_t length = co_await find(*s, reading, delimiter);
  if (length == 0)
    throw incomplete_read_error(s->received.take(s->received.size()),
                                std::nullopt);
  co_return s->received.take(length);
}

static task<std::string> read_to_newline(shared_state s) {
  tcp_socket::operation reading(s->socket, io_direction::read, reads);
  try {
    const std::size_t length = co_await find(*s, reading, "\n");
    co_return s->received.take(length > 0 ? length : s->received.size());
  } catch (const limit_overrun_error &) {
    const std::size_t newline = s->received.view().find('\n');
    s->received.drop(newline == std::string_view::npos ? s->received.size()
                                                       : newline + 1);
    throw;
  }
}

task<std::string> tcp_stream::read(std::size_t most) {
  return read_some(state(), most);
}
task<std::size_t> tcp_stream::read(std::span<char> into) {
  return read_into(state(), into);
}
task<std::size_t> tcp_stream::read(std::span<std::byte> into) {
  return read_into(state(),
                   {reinterpret_cast<char *>(into.data()), into.size()});
}
task<std::string> tcp_stream::read_exactly(std::size_t count) {
  return read_count(state(), count);
}
task<std::string> tcp_stream::read_until(std::string delimiter) {
  return read_to_delimiter(state(), std::move(delimiter));
}
task<std::string> tcp_stream::read_line() { return read_to_newline(state()); }
task<std::string> tcp_stream::read_all() { return read_to_end(state()); }
bool tcp_stream::at_eof() const noexcept {
  return state_ != nullptr && state_->eof && state_->received.empty();
}

// --- writing ---

/// Sends `data`; `sent` says how much of it, also when this throws.
static task<void> send(tcp_stream_state &s, tcp_socket::operation &writing,
                       std::string_view data, std::size_t &sent) {
  while (sent < data.size()) {
    if (writing.must_yield())
      co_await writing.pause(0s);
    const std::string_view rest = data.substr(sent);
    const ssize_t count = ::send(s.socket.fd(), rest.data(), rest.size(),
                                 MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count >= 0)
      sent += static_cast<std::size_t>(count);
    else if (would_block(errno))
      co_await writing.ready();
    else if (errno != EINTR)
      detail::throw_socket_error("write to " + s.peer);
  }
}

/// Sends what a cancelled write has left.
static task<void> send_unsent(tcp_stream_state &s,
                              tcp_socket::operation &writing) {
  std::size_t sent = 0;
  try {
    co_await send(s, writing, s.unsent, sent);
    s.unsent = {};
  } catch (const cancelled_error &) {
    s.unsent.erase(0, sent);
    throw;
  }
}

static task<void> write_all(shared_state s, std::string_view data) {
  tcp_socket::operation writing(s->socket, io_direction::write,
                                "writes to this stream");
  if (!s->unsent.empty())
    co_await send_unsent(*s, writing);
  std::size_t sent = 0;
  try {
    co_await send(*s, writing, data, sent);
  } catch (const cancelled_error &) {
    if (sent > 0)
      s->unsent = data.substr(sent);
    throw;
  }
}

task<void> tcp_stream::write(std::string_view data) {
  return write_all(state(), data);
}
task<void> tcp_stream::write(std::span<const std::byte> data) {
  return write_all(state(),
                   {reinterpret_cast<const char *>(data.data()), data.size()});
}

void tcp_stream::shutdown_write() {
  if (!state()->unsent.empty())
    throw loop_error("a write to " + state()->peer +
                     " was cancelled in the middle: write again, which sends "
                     "the rest, or close the stream");
  if (::shutdown(state()->socket.fd(), SHUT_WR) != 0)
    detail::throw_socket_error("end the stream to " + state()->peer);
}

// --- the object ---

tcp_stream::tcp_stream(std::shared_ptr<tcp_stream_state> state) noexcept
    : state_(std::move(state)) {}
tcp_stream::tcp_stream(tcp_stream &&) noexcept = default;
tcp_stream &tcp_stream::operator=(tcp_stream &&other) noexcept {
  tcp_stream before(std::move(*this)); // closes at the end
  state_ = std::move(other.state_);
  return *this;
}
tcp_stream::~tcp_stream() { close(); }

void tcp_stream::close() noexcept {
  if (!state_)
    return;
  // The peer must not take a part for the whole: it sees a reset.
  if (!state_->unsent.empty() && state_->socket.is_open()) {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    static_cast<void>(::setsockopt(state_->socket.fd(), SOL_SOCKET, SO_LINGER,
                                   &at_once, sizeof at_once));
  }
  state_->socket.close();
}
bool tcp_stream::is_open() const noexcept {
  return state_ && state_->socket.is_open();
}
int tcp_stream::native_handle() const noexcept {
  return state_ ? state_->socket.fd() : -1;
}
std::uint16_t tcp_stream::local_port() const {
  return state()->socket.local().port();
}
const std::string &tcp_stream::peer() const { return state()->peer; }

const std::shared_ptr<tcp_stream_state> &tcp_stream::state() const {
  if (!state_)
    throw loop_error("this tcp_stream was moved from: use the one it was moved "
                     "to");
  return state_;
}

} // namespace corun
