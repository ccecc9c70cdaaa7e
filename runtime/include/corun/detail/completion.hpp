// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/intrusive_list.hpp>

namespace corun::detail {

class task_state;

/// Someone who wants to know when a task has ended.
class completion_node : public list_hook {
public:
  /// The task has ended. The node has left the task's list.
  virtual void on_completed(task_state &task) noexcept = 0;

protected:
  completion_node() = default;
  ~completion_node() = default;
};

/// In the order in which they asked: they are told in it.
using completion_list = intrusive_list<completion_node>;

} // namespace corun::detail
