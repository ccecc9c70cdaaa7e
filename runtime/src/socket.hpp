// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/fd_watch.hpp>
#include <corun/detail/timer_queue.hpp>
#include <corun/task.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <utility>

#include <sys/socket.h>

namespace corun::detail {

class loop_core;

/// An address as the system's calls want it.
struct socket_address {
  sockaddr_storage storage{};
  socklen_t size = sizeof(sockaddr_storage);

  [[nodiscard]] sockaddr *get() noexcept {
    return reinterpret_cast<sockaddr *>(&storage);
  }
  [[nodiscard]] const sockaddr *get() const noexcept {
    return reinterpret_cast<const sockaddr *>(&storage);
  }
  [[nodiscard]] int family() const noexcept { return storage.ss_family; }
  /// 0 if the family has none.
  [[nodiscard]] std::uint16_t port() const noexcept;
  /// "127.0.0.1:80", "[::1]:80", or "" if it is neither.
  [[nodiscard]] std::string spell() const;
};

/// Throws std::system_error of errno: "corun: cannot <what>".
[[noreturn]] void throw_socket_error(const std::string &what);

/// A non-blocking socket: owns the descriptor, knows who waits for it, so that
/// closing it tells them.
class tcp_socket {
public:
  tcp_socket() noexcept = default;
  /// Takes over a non-blocking descriptor.
  explicit tcp_socket(int fd) noexcept : fd_(fd) {}
  ~tcp_socket() { close(); }
  tcp_socket(tcp_socket &&other) noexcept;
  tcp_socket &operator=(tcp_socket &&) = delete;

  /// A new TCP socket. Throws std::system_error.
  [[nodiscard]] static tcp_socket make(int family);
  /// Throws std::system_error.
  static void make_nonblocking_cloexec(int fd);
  /// Sets an option. False if the system refuses (it is another family's).
  bool set(int level, int option, int value) noexcept;

  [[nodiscard]] int fd() const noexcept { return fd_; }
  [[nodiscard]] bool is_open() const noexcept { return fd_ >= 0; }
  [[nodiscard]] socket_address local() const;
  [[nodiscard]] socket_address remote() const noexcept;
  /// Gives the descriptor up; nobody must wait for it.
  [[nodiscard]] int release() && noexcept { return std::exchange(fd_, -1); }
  /// Whoever waits for it goes on, and finds it closed.
  void close() noexcept;

  /// A call in one direction, from its first attempt to its end.
  class operation {
  public:
    /// Throws loop_error if there is one already ("another coroutine <what>"),
    /// std::system_error if the socket is closed.
    operation(tcp_socket &socket, io_direction direction, const char *what);
    ~operation() { loop_ = nullptr; }
    operation(const operation &) = delete;
    operation &operator=(const operation &) = delete;

    /// Waits until the socket is ready. Throws std::system_error if it is
    /// closed meanwhile.
    [[nodiscard]] task<void> ready();
    /// Counts an attempt. True if there were many without a wait: let others
    /// have their turn first, so that a fast peer does not keep the loop to
    /// itself.
    [[nodiscard]] bool must_yield() noexcept;
    /// Lets time pass; zero: one iteration. Throws as ready().
    [[nodiscard]] task<void> pause(clock::duration duration);

  private:
    void require_still_open() const;

    tcp_socket &socket_;
    io_direction direction_;
    loop_core *&loop_; // the socket's, for this direction
  };

private:
  [[nodiscard]] loop_core *&loop_of(io_direction direction) noexcept {
    return loops_[direction == io_direction::read ? 0 : 1];
  }

  int fd_ = -1;
  unsigned in_a_row_ = 0;
  std::array<loop_core *, 2> loops_{}; // of the operations under way
};

} // namespace corun::detail
