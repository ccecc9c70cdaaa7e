// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/fd_watch.hpp>
#include <corun/detail/waiter.hpp>

#include <string>

namespace corun {

namespace detail {

class fd_awaiter final : public waiter, public fd_watch {
public:
  fd_awaiter(int fd, io_direction direction) noexcept
      : fd_(fd), direction_(direction) {}
  ~fd_awaiter() { stop_watching(); }

  [[nodiscard]] bool await_ready() const noexcept { return false; }
  void await_suspend(suspended_coroutine coroutine);
  void await_resume() const { throw_if_cancelled(); }

  [[nodiscard]] std::string waits_for() const override;

  void on_fd_ready() noexcept override {
    watching_ = false;
    wake();
  }
  void discard_watch() noexcept override {
    watching_ = false;
    forget();
  }

private:
  void stop_watching() noexcept;
  void on_cancel() noexcept override {
    stop_watching();
    wake_cancelled();
  }

  int fd_;
  io_direction direction_;
  bool watching_ = false;
};

} // namespace detail

/// What readable() and writable() return. Waits anew each time it is awaited.
class [[nodiscard("the wait begins when it is awaited")]] fd_awaitable {
public:
  fd_awaitable(int fd, detail::io_direction direction) noexcept
      : fd_(fd), direction_(direction) {}

  [[nodiscard]] detail::fd_awaiter operator co_await() const noexcept {
    return {fd_, direction_};
  }

private:
  int fd_;
  detail::io_direction direction_;
};

/// `co_await corun::readable(fd)`: waits until a read would not block: there is
/// data, end of file, a connection to accept, or an error that the read will
/// tell. The descriptor should be non-blocking; it is not touched, only
/// watched, and must stay open until the await is over. One coroutine at a time
/// for each descriptor and direction.
///
/// The await throws loop_error outside a loop or for a second waiter,
/// std::system_error if the descriptor cannot be watched (closed; a regular
/// file), cancelled_error if the task is cancelled. O(1) with epoll.
[[nodiscard]] inline fd_awaitable readable(int fd) noexcept {
  return {fd, detail::io_direction::read};
}

/// `co_await corun::writable(fd)`: the same for writing, and for the end of a
/// non-blocking connect.
[[nodiscard]] inline fd_awaitable writable(int fd) noexcept {
  return {fd, detail::io_direction::write};
}

} // namespace corun
