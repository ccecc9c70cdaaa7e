// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace corun::detail {

using clock = std::chrono::steady_clock;

/// Something that happens at a point in time unless it is removed before.
class timer_node {
public:
  timer_node(const timer_node &) = delete;
  timer_node &operator=(const timer_node &) = delete;

  [[nodiscard]] bool scheduled() const noexcept {
    return position_ != not_scheduled;
  }

  /// The time has come. The node has left the queue.
  virtual void expire() noexcept = 0;
  /// Called instead of expire() when the loop closes.
  virtual void discard_timer() noexcept {}

protected:
  timer_node() = default;
  ~timer_node() = default;

private:
  friend class timer_queue;
  static constexpr std::size_t not_scheduled = static_cast<std::size_t>(-1);
  std::size_t position_ = not_scheduled;
};

/// Binary heap of timers it does not own. Not thread-safe. A cancelled timer
/// leaves at once, in O(log n), so no dead entries pile up.
class timer_queue {
public:
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
  /// Precondition: !empty(). O(1).
  [[nodiscard]] clock::time_point earliest() const noexcept {
    return heap_.front().when;
  }

  /// O(log n). Throws std::bad_alloc, and then has changed nothing.
  void add(clock::time_point when, timer_node &node);
  /// O(log n). No effect unless scheduled.
  void remove(timer_node &node) noexcept;
  /// Removes and returns the earliest timer if it is due, else null.
  timer_node *pop_due(clock::time_point now) noexcept;
  /// Removes and returns any timer; null if there is none.
  timer_node *pop_any() noexcept;

private:
  // The deadline is beside the pointer, so that a sift touches no node but the
  // ones it moves.
  struct entry {
    clock::time_point when;
    timer_node *node;
  };
  void place(std::size_t position, entry e) noexcept;
  void sift_up(std::size_t position, entry e) noexcept;
  void sift_down(std::size_t position, entry e) noexcept;

  std::vector<entry> heap_;
};

} // namespace corun::detail
