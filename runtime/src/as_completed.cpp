// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/as_completed.hpp>

#include <corun/detail/loop_core.hpp>

namespace corun::detail {

completion_order::completion_order(std::vector<task_ref> tasks,
                                   std::optional<clock::time_point> deadline)
    : owned_tasks{std::move(tasks)}, task_watch(owned), deadline_(deadline) {
  ended_.reserve(owned.size());
  listen(loop_core::require("corun::as_completed"), "wait for");
  for (std::size_t i = 0; i < owned.size(); ++i)
    if (owned[i]->done())
      ended_.push_back(i);
}

task<task_ref> completion_order::next() {
  require_left();
  while (told_ == ended_.size()) {
    news_.clear();
    if (deadline_)
      co_await timeout_at(*deadline_, news_.wait());
    else
      co_await news_.wait();
    require_left(); // the last may have been told to another one who waits
  }
  co_return owned[ended_[told_++]];
}

void completion_order::require_left() const {
  if (left() == 0)
    throw loop_error("as_completed has told of every task: ask empty() before "
                     "next()");
}

std::string completion_order::waits_for() const {
  return "the next of " + std::to_string(left()) + " tasks";
}

void completion_order::child_ended(std::size_t index, task_state &) noexcept {
  ended_.push_back(index);
  news_.set();
}

} // namespace corun::detail
