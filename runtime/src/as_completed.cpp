// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/as_completed.hpp>

#include <corun/detail/loop_core.hpp>

namespace corun::detail {

completion_order::completion_order(std::unique_ptr<std::vector<task_ref>> tasks,
                                   std::optional<clock::time_point> deadline)
    : task_owner{std::move(tasks)}, task_watch(*owned), deadline_(deadline) {
  ended_.reserve(this->tasks().size());
  listen(loop_core::require("corun::as_completed"), "wait for");
  for (std::size_t i = 0; i < this->tasks().size(); ++i)
    if (this->tasks()[i]->done())
      ended_.push_back(i);
}

task<task_ref> completion_order::next() {
  if (left() == 0)
    throw loop_error("as_completed has told of every task: ask empty() before "
                     "next()");
  while (told_ == ended_.size()) {
    news_.clear();
    if (deadline_)
      co_await timeout_at(*deadline_, news_.wait());
    else
      co_await news_.wait();
  }
  co_return tasks()[ended_[told_++]];
}

void completion_order::child_ended(std::size_t index, task_state &) noexcept {
  ended_.push_back(index);
  news_.set();
}

} // namespace corun::detail
