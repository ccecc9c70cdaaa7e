// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <utility>

namespace corun::detail {

class task_state;

/// Something the loop can run once: a suspended coroutine, a task's first
/// step, a callback. Intrusive, so that making a coroutine ready allocates
/// nothing and cannot fail.
class ready_node {
public:
  ready_node(const ready_node &) = delete;
  ready_node &operator=(const ready_node &) = delete;

  /// Runs it. The node may be gone when this returns.
  virtual void run() noexcept = 0;
  /// Called instead of run() when the loop closes.
  virtual void discard() noexcept {}
  /// The task whose step this is; null for a callback. For diagnostics.
  [[nodiscard]] virtual task_state *owner() noexcept { return nullptr; }
  /// What it is if it is no task's: "a callback of call_soon". A literal, for
  /// diagnostics.
  [[nodiscard]] virtual const char *kind() const noexcept = 0;

protected:
  // `next_` is set when the node is queued; a task that is only ever awaited
  // must not pay for it.
  ready_node() noexcept {} // NOLINT(modernize-use-equals-default)
  ~ready_node() = default;

private:
  friend class ready_queue;
  friend class remote_queue;
  ready_node *next_;
};

/// Singly linked FIFO of nodes it does not own. Not thread-safe.
class ready_queue {
public:
  [[nodiscard]] bool empty() const noexcept { return head_ == nullptr; }

  void push_back(ready_node &node) noexcept {
    node.next_ = nullptr;
    if (head_ == nullptr)
      head_ = &node;
    else
      tail_->next_ = &node;
    tail_ = &node;
  }

  /// Precondition: !empty().
  ready_node &pop_front() noexcept {
    ready_node &node = *head_;
    head_ = node.next_;
    return node;
  }

  /// Moves everything into `other`, which must be empty.
  void move_to(ready_queue &other) noexcept {
    other.head_ = std::exchange(head_, nullptr);
    other.tail_ = tail_;
  }

  /// O(n); only for a coroutine that is destroyed while it is queued.
  bool remove(ready_node &node) noexcept {
    ready_node *previous = nullptr;
    for (ready_node *at = head_; at != nullptr; previous = at, at = at->next_) {
      if (at != &node)
        continue;
      (previous != nullptr ? previous->next_ : head_) = at->next_;
      if (tail_ == at)
        tail_ = previous;
      return true;
    }
    return false;
  }

private:
  ready_node *head_ = nullptr;
  ready_node *tail_ = nullptr;
};

} // namespace corun::detail
