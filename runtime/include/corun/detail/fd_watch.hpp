// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

namespace corun::detail {

enum class io_direction { read, write };

/// Someone who waits for a file descriptor.
class fd_watch {
public:
  fd_watch(const fd_watch &) = delete;
  fd_watch &operator=(const fd_watch &) = delete;

  /// The descriptor is ready, or in error. The watch has left the poller.
  virtual void on_fd_ready() noexcept = 0;
  /// Called instead when the loop closes.
  virtual void discard_watch() noexcept = 0;

protected:
  fd_watch() = default;
  ~fd_watch() = default;
};

} // namespace corun::detail
