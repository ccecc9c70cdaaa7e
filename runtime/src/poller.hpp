// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/fd_watch.hpp>

#include <memory>
#include <unordered_map>

namespace corun::detail {

/// Waits for file descriptors and for wake-up calls of other threads.
/// Implemented with epoll and eventfd, or with poll and a pipe, as the build
/// chooses. Loop-thread only but for wake().
class poller {
public:
  /// Throws std::system_error.
  poller();
  ~poller();
  poller(const poller &) = delete;
  poller &operator=(const poller &) = delete;

  /// `watch` is told once. Throws std::system_error if the kernel refuses
  /// `fd`, loop_error if another watch has that fd and direction.
  void add(int fd, io_direction direction, fd_watch &watch);
  /// No effect unless added and not yet told.
  void remove(int fd, io_direction direction) noexcept;
  /// `fd` is about to be closed: tells whoever watches it. (The system would
  /// not, and may give the number to another file.)
  void release(int fd) noexcept;
  [[nodiscard]] bool watches_any() const noexcept { return !fds_.empty(); }

  /// Blocks for at most `timeout` milliseconds (-1: no limit), tells the
  /// watches whose descriptor is ready. Throws std::system_error.
  void wait(int timeout);
  /// Ends a wait(), or the next one. Any thread.
  void wake() noexcept;

  void discard_all() noexcept;

private:
  struct watches {
    fd_watch *reader = nullptr;
    fd_watch *writer = nullptr;

    [[nodiscard]] fd_watch *&of(io_direction direction) noexcept {
      return direction == io_direction::read ? reader : writer;
    }
    [[nodiscard]] bool none() const noexcept {
      return reader == nullptr && writer == nullptr;
    }
  };
  struct system;

  /// Tells the kernel what is wanted of `fd` from now on. What it has told of is
  /// not wanted any more, without a call.
  void update_kernel(int fd, const watches &before, const watches &after);
  void tell(int fd, bool can_read, bool can_write) noexcept;

  std::unordered_map<int, watches> fds_;
  std::unique_ptr<system> system_;
};

} // namespace corun::detail
