// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/fd.hpp>

#include "poller.hpp"

#include <corun/detail/loop_core.hpp>

#include <string>

namespace corun::detail {

void fd_awaiter::await_suspend(suspended_coroutine coroutine) {
  loop_core &loop = loop_core::require("waiting for a file descriptor");
  loop.io().add(fd_, direction_, *this);
  watching_ = true;
  suspend(loop, coroutine);
}

std::string fd_awaiter::waits_for() const {
  return "file descriptor " + std::to_string(fd_) +
         (direction_ == io_direction::read ? " to be readable"
                                           : " to be writable");
}

void fd_awaiter::stop_watching() noexcept {
  if (!watching_)
    return;
  watching_ = false;
  loop()->io().remove(fd_, direction_);
}

} // namespace corun::detail
