// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/queue_base.hpp>

#include <corun/errors.hpp>

namespace corun::detail {

void queue_base::task_done() {
  if (unfinished_ == 0)
    throw loop_error("task_done() was called more often than items were put "
                     "into the queue");
  if (--unfinished_ == 0)
    finished_.set();
}

void queue_base::require_open(bool open) {
  if (!open)
    throw queue_shut_down();
}

void queue_base::added() noexcept {
  ++unfinished_;
  finished_.clear();
  items_.add(1);
}

void queue_base::begin_shutdown() noexcept {
  room_.close();
  items_.dismiss_waiters();
}

void queue_base::end_shutdown(std::size_t dropped) noexcept {
  items_.close();
  unfinished_ -= dropped < unfinished_ ? dropped : unfinished_;
  if (unfinished_ == 0)
    finished_.set();
}

} // namespace corun::detail
