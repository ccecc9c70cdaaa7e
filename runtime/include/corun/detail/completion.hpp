// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <utility>

namespace corun::detail {

class task_state;

/// Someone who wants to know when a task has ended. In at most one list.
class completion_node {
public:
  completion_node(const completion_node &) = delete;
  completion_node &operator=(const completion_node &) = delete;

  /// The task has ended. The node has left the task's list.
  virtual void on_completed(task_state &task) noexcept = 0;

protected:
  completion_node() = default;
  ~completion_node() = default;

private:
  friend class completion_list;
  completion_node *next_ = nullptr;
  completion_node *previous_ = nullptr;
};

/// Circular, doubly linked FIFO of nodes it does not own: a waiter that gives
/// up leaves in O(1), however many wait.
class completion_list {
public:
  [[nodiscard]] bool empty() const noexcept { return first_ == nullptr; }

  void push_back(completion_node &node) noexcept {
    if (first_ == nullptr) {
      first_ = node.next_ = node.previous_ = &node;
      return;
    }
    completion_node &last = *first_->previous_;
    node.next_ = first_;
    node.previous_ = &last;
    last.next_ = first_->previous_ = &node;
  }

  /// No effect on a node that is in no list.
  void remove(completion_node &node) noexcept {
    if (node.next_ == nullptr)
      return;
    if (node.next_ == &node)
      first_ = nullptr;
    else if (first_ == &node)
      first_ = node.next_;
    node.previous_->next_ = node.next_;
    node.next_->previous_ = node.previous_;
    node.next_ = node.previous_ = nullptr;
  }

  /// Precondition: !empty().
  completion_node &pop_front() noexcept {
    completion_node &node = *first_;
    remove(node);
    return node;
  }

private:
  completion_node *first_ = nullptr;
};

} // namespace corun::detail
