// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/supply.hpp>
#include <corun/event.hpp>

#include <cstddef>
#include <limits>

namespace corun::detail {

/// What a queue does without knowing what is in it. Items and room are two
/// supplies: a put takes room and makes an item, a get takes an item and makes
/// room. What is put stays in the queue until the getter that has a claim to it
/// goes on, so that nothing is lost if that getter does not.
class queue_base {
public:
  queue_base(const queue_base &) = delete;
  queue_base &operator=(const queue_base &) = delete;

  /// How many items try_get() can get: those in the queue, but for one for each
  /// getter that has been woken up and is about to take it.
  [[nodiscard]] std::size_t size() const noexcept { return items_.free(); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  /// True if there is no room that is not promised to a putter which has been
  /// woken up. Never, without a maxsize.
  [[nodiscard]] bool full() const noexcept {
    return maxsize_ > 0 && room_.free() == 0;
  }
  /// What the constructor was given; 0: no limit.
  [[nodiscard]] std::size_t maxsize() const noexcept { return maxsize_; }

  /// `co_await q.join()`: waits until task_done() was called for every item
  /// that was put. Throws cancelled_error.
  [[nodiscard]] event::awaitable join() noexcept { return finished_.wait(); }
  /// The work on an item that somebody got is done. Throws loop_error if called
  /// more often than items were put.
  void task_done();

protected:
  explicit queue_base(std::size_t maxsize) noexcept
      : room_(maxsize > 0 ? maxsize : std::numeric_limits<std::size_t>::max()),
        maxsize_(maxsize) {
    finished_.set();
  }
  ~queue_base() = default;

  [[nodiscard]] supply &items() noexcept { return items_; }
  [[nodiscard]] supply &room() noexcept { return room_; }
  [[nodiscard]] bool is_shut_down() const noexcept { return room_.closed(); }
  /// Shut down, and everything is gotten or promised.
  [[nodiscard]] bool exhausted() const noexcept {
    return is_shut_down() && empty();
  }
  /// Throws queue_shut_down unless `open`.
  static void require_open(bool open);
  /// An item is in the queue.
  void added() noexcept;
  /// No more puts; gets as long as there are items.
  void begin_shutdown() noexcept;
  /// So many items are dropped; no more gets.
  void end_shutdown(std::size_t dropped) noexcept;

private:
  supply items_{0};
  supply room_;
  event finished_;
  std::size_t maxsize_;
  std::size_t unfinished_ = 0;
};

} // namespace corun::detail
