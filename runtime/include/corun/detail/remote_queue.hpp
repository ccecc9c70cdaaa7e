// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/ready_queue.hpp>

#include <atomic>

namespace corun::detail {

/// What other threads want run on the loop. Many producers, one consumer,
/// lock-free; it also knows whether the consumer sleeps, so that only the
/// first push in a sleep pays for a wake-up call.
class remote_queue {
public:
  remote_queue() = default;
  remote_queue(const remote_queue &) = delete;
  remote_queue &operator=(const remote_queue &) = delete;

  /// Any thread. True if the consumer sleeps and must be woken.
  [[nodiscard]] bool push(ready_node &node) noexcept {
    ready_node *head = head_.load(std::memory_order_relaxed);
    do {
      node.next_ = head == asleep() ? nullptr : head;
    } while (!head_.compare_exchange_weak(
        head, &node, std::memory_order_release, std::memory_order_relaxed));
    return head == asleep();
  }

  /// Consumer only. False if there is something to drain instead.
  [[nodiscard]] bool prepare_to_sleep() noexcept {
    ready_node *expected = nullptr;
    return head_.compare_exchange_strong(expected, asleep(),
                                         std::memory_order_relaxed);
  }

  /// Consumer only. Appends what was pushed to `ready`, oldest first, and
  /// ends the sleep.
  void drain(ready_queue &ready) noexcept {
    if (head_.load(std::memory_order_relaxed) == nullptr)
      return;
    ready_node *node = head_.exchange(nullptr, std::memory_order_acquire);
    if (node == asleep())
      return;
    ready_node *oldest = nullptr;
    while (node != nullptr) {
      ready_node *const next = node->next_;
      node->next_ = oldest;
      oldest = node;
      node = next;
    }
    while (oldest != nullptr) {
      ready_node *const next = oldest->next_;
      ready.push_back(*oldest);
      oldest = next;
    }
  }

private:
  /// A value of head_ that no node can have: the address of this queue.
  [[nodiscard]] ready_node *asleep() noexcept {
    return reinterpret_cast<ready_node *>(this);
  }

  std::atomic<ready_node *> head_ = nullptr;
};

} // namespace corun::detail
