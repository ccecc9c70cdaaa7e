// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/fd.hpp>

#include "poller.hpp"

#include <corun/detail/loop_core.hpp>

namespace corun::detail {

void fd_awaiter::await_suspend(std::coroutine_handle<> coroutine) {
  loop_core &loop = loop_core::require("waiting for a file descriptor");
  loop.io().add(fd_, direction_, *this);
  watching_ = true;
  suspend(loop, coroutine);
}

void fd_awaiter::stop_watching() noexcept {
  if (!watching_)
    return;
  watching_ = false;
  loop()->io().remove(fd_, direction_);
}

} // namespace corun::detail
