// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/stream_errors.hpp>
#include <corun/task.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace corun {

namespace detail {
struct tcp_listener_state;
struct tcp_stream_state;
} // namespace detail

/// How a tcp_stream behaves.
struct tcp_options {
  /// The most bytes that read_until() and read_line() accept before the
  /// delimiter. Not 0.
  std::size_t limit = 64 * 1024;
  /// TCP_NODELAY: small writes leave at once.
  bool no_delay = true;
};

/// A TCP connection: asyncio's StreamReader and StreamWriter in one.
///
///     auto stream = co_await corun::tcp_stream::connect("example.org", 80);
///     co_await stream.write("GET / HTTP/1.0\r\n\r\n");
///     std::string status = co_await stream.read_line();
///     std::string rest = co_await stream.read_all();
///
/// Owns its descriptor; the destructor closes it. One coroutine may read while
/// another writes; a second in the same direction gets loop_error. A call that
/// need not wait does not; one in some dozens lets others have a turn, so that
/// a fast peer does not keep the loop to itself.
///
/// The tasks that the members return share the connection: the stream may be
/// moved, closed or destroyed while one waits, which then throws
/// std::system_error (operation_canceled). Memory that a call is given (a span,
/// a string_view) must outlive its await.
///
/// Cancelled, a read takes nothing out of the stream. A write that is cancelled
/// either has not happened, or the next write first sends the rest of it, so
/// the peer never sees half a message followed by another.
///
/// Besides what each member says, all of them throw std::system_error with a
/// message that says what could not be done (connection_reset, broken_pipe;
/// bad_file_descriptor after close()), cancelled_error if the task is
/// cancelled, loop_error for a stream that was moved from. An error of the
/// connection is thrown again by every later read. Loop thread only. Costs one
/// system call if there is no need to wait.
class tcp_stream {
public:
  /// Connects. A name is resolved on a thread of the loop's pool; all its
  /// addresses are tried, one after the other. A numeric address needs no
  /// thread. There is no time limit but the system's (minutes): put it into
  /// timeout(). Cancelled, it closes what it had begun.
  ///
  /// Throws std::system_error whose message tells of every address; the code is
  /// the last one's. std::invalid_argument for a limit of 0.
  [[nodiscard]] static task<tcp_stream>
  connect(std::string host, std::uint16_t port, tcp_options options = {});

  /// Takes over a connected stream socket (also a Unix domain one) and makes it
  /// non-blocking. Closes it if it throws: std::system_error,
  /// std::invalid_argument for a limit of 0.
  [[nodiscard]] static tcp_stream adopt(int fd, tcp_options options = {});

  tcp_stream(tcp_stream &&) noexcept;
  tcp_stream &operator=(tcp_stream &&) noexcept;
  ~tcp_stream();

  /// Some bytes, at least 1 and at most `most`; none at the end of the stream.
  [[nodiscard]] CORUN_WRAPPER task<std::string> read(std::size_t most);
  /// The same into memory of the caller's; returns how many bytes it wrote
  /// there.
  [[nodiscard]] CORUN_WRAPPER task<std::size_t>
  read(std::span<char> into CORUN_LIFETIMEBOUND);
  [[nodiscard]] CORUN_WRAPPER task<std::size_t>
  read(std::span<std::byte> into CORUN_LIFETIMEBOUND);
  /// Exactly `count` bytes. Throws incomplete_read_error if the stream ends
  /// first.
  [[nodiscard]] CORUN_WRAPPER task<std::string> read_exactly(std::size_t count);
  /// Up to and with the delimiter. Throws incomplete_read_error if the stream
  /// ends first; limit_overrun_error if more than the limit comes first (all of
  /// it stays in the stream); std::invalid_argument for an empty delimiter.
  [[nodiscard]] CORUN_WRAPPER task<std::string>
  read_until(std::string delimiter);
  /// Up to and with "\n", or what there is before the end of the stream (so an
  /// empty string means the end). Throws limit_overrun_error for a line that is
  /// longer than the limit, and drops what has come of it.
  [[nodiscard]] CORUN_WRAPPER task<std::string> read_line();
  /// Everything to the end of the stream. There is no limit: for peers that you
  /// trust.
  [[nodiscard]] CORUN_WRAPPER task<std::string> read_all();
  /// True once the end has been seen and everything before it was read.
  [[nodiscard]] bool at_eof() const noexcept;

  /// Sends everything; done when the system has taken it, which waits for a
  /// slow peer.
  [[nodiscard]] CORUN_WRAPPER task<void>
  write(std::string_view data CORUN_LIFETIMEBOUND);
  [[nodiscard]] CORUN_WRAPPER task<void>
  write(std::span<const std::byte> data CORUN_LIFETIMEBOUND);
  /// Ends the direction to the peer, who reads the end of the stream; this side
  /// can still read. Throws loop_error if a write was cancelled in the middle.
  void shutdown_write();

  /// What was written is still sent; but if a write was cancelled in the middle,
  /// the peer sees a reset, not an end. Idempotent.
  void close() noexcept;
  [[nodiscard]] bool is_open() const noexcept;

  /// The descriptor, still the stream's; -1 if closed.
  [[nodiscard]] int native_handle() const noexcept;
  [[nodiscard]] std::uint16_t local_port() const;
  /// The other side, as "127.0.0.1:80" or "[::1]:80".
  [[nodiscard]] const std::string &peer() const;

private:
  friend class tcp_listener;
  explicit tcp_stream(std::shared_ptr<detail::tcp_stream_state>) noexcept;
  [[nodiscard]] const std::shared_ptr<detail::tcp_stream_state> &state() const;

  std::shared_ptr<detail::tcp_stream_state> state_;
};

/// How a tcp_listener listens.
struct listen_options {
  /// How many connections the system keeps for accept().
  int backlog = 100;
  /// SO_REUSEADDR: may take a port that connections of an earlier listener
  /// still linger on.
  bool reuse_address = true;
  /// SO_REUSEPORT: several listeners share the port.
  bool reuse_port = false;
  /// For the streams that accept() returns.
  tcp_options stream = {};
};

/// Waits for TCP connections.
///
///     auto listener = corun::tcp_listener::listen("127.0.0.1", 8080);
///     for (;;)
///       group.create_task(serve(co_await listener.accept())).detach();
///
/// May be moved, closed or destroyed while accept() waits, as a tcp_stream may.
/// Loop thread only.
class tcp_listener {
public:
  /// Listens from now on. `host` is a numeric address, "localhost", or "" for
  /// all interfaces; nothing is looked up, so it does not block. Port 0: any,
  /// see port(). Throws std::system_error (address_in_use),
  /// std::invalid_argument for another host or a limit of 0.
  [[nodiscard]] static tcp_listener listen(const std::string &host,
                                           std::uint16_t port,
                                           listen_options options = {});

  tcp_listener(tcp_listener &&) noexcept;
  tcp_listener &operator=(tcp_listener &&) noexcept;
  ~tcp_listener();

  /// The next connection. One that is broken already is passed over. When the
  /// process or the system has no descriptor or memory left, that is reported
  /// to the loop's exception handler, once until it works again, and accept()
  /// tries every second. One coroutine at a time. Throws as tcp_stream's
  /// members do.
  [[nodiscard]] CORUN_WRAPPER task<tcp_stream> accept();

  [[nodiscard]] std::uint16_t port() const;
  /// Connections that were not accepted are refused. Idempotent.
  void close() noexcept;
  [[nodiscard]] bool is_open() const noexcept;
  /// The descriptor, still the listener's; -1 if closed.
  [[nodiscard]] int native_handle() const noexcept;

private:
  explicit tcp_listener(std::shared_ptr<detail::tcp_listener_state>) noexcept;
  [[nodiscard]] const std::shared_ptr<detail::tcp_listener_state> &
  state() const;

  std::shared_ptr<detail::tcp_listener_state> state_;
};

} // namespace corun
