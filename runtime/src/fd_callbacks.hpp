// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/fd_watch.hpp>
#include <corun/detail/loop_core.hpp>

#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace corun::detail {

/// The callbacks of add_reader and add_writer. Loop thread only.
class fd_callbacks {
public:
  explicit fd_callbacks(loop_core &loop) noexcept : loop_(loop) {}
  ~fd_callbacks();
  fd_callbacks(const fd_callbacks &) = delete;
  fd_callbacks &operator=(const fd_callbacks &) = delete;

  /// Calls back in every iteration in which the descriptor is ready, until
  /// remove(). Replaces the callback that was there. Throws as poller::add.
  void add(int fd, io_direction direction, std::function<void()> callback);
  /// False if there was none.
  bool remove(int fd, io_direction direction) noexcept;

private:
  class entry;
  loop_core &loop_;
  std::map<std::pair<int, io_direction>, std::shared_ptr<entry>> entries_;
};

} // namespace corun::detail
