// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

namespace corun::detail {

/// Base of what an intrusive_list holds. In at most one list.
class list_hook {
public:
  list_hook(const list_hook &) = delete;
  list_hook &operator=(const list_hook &) = delete;

protected:
  list_hook() = default;
  ~list_hook() = default;
  [[nodiscard]] bool is_listed() const noexcept { return next_ != nullptr; }

private:
  template <class Node> friend class intrusive_list;
  list_hook *next_ = nullptr;
  list_hook *previous_ = nullptr;
};

/// Circular, doubly linked FIFO of nodes it does not own: a node leaves in
/// O(1), however many there are. Node derives from list_hook.
template <class Node> class intrusive_list {
public:
  intrusive_list() = default;
  intrusive_list(const intrusive_list &) = delete;
  intrusive_list &operator=(const intrusive_list &) = delete;
  /// Lets the nodes go: remove() of one of them has no effect from then on, so
  /// that a waiter may outlive what it waits for.
  ~intrusive_list() {
    while (first_ != nullptr)
      pop_front();
  }

  [[nodiscard]] bool empty() const noexcept { return first_ == nullptr; }

  void push_back(Node &added) noexcept {
    list_hook &node = added;
    if (first_ == nullptr) {
      first_ = node.next_ = node.previous_ = &node;
      return;
    }
    list_hook &last = *first_->previous_;
    node.next_ = first_;
    node.previous_ = &last;
    last.next_ = first_->previous_ = &node;
  }

  /// No effect on a node that is in no list.
  void remove(Node &removed) noexcept {
    list_hook &node = removed;
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
  [[nodiscard]] Node &front() const noexcept {
    return static_cast<Node &>(*first_);
  }
  /// Precondition: !empty().
  Node &pop_front() noexcept {
    Node &node = front();
    remove(node);
    return node;
  }

private:
  list_hook *first_ = nullptr;
};

} // namespace corun::detail
