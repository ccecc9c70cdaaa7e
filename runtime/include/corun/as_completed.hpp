// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/gatherable.hpp>
#include <corun/detail/task_watch.hpp>
#include <corun/detail/timer_queue.hpp>
#include <corun/event.hpp>
#include <corun/task.hpp>
#include <corun/task_handle.hpp>
#include <corun/timeout.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <ranges>
#include <utility>
#include <vector>

namespace corun {

namespace detail {

/// Holds tasks for a base that follows it.
struct task_owner {
  std::unique_ptr<std::vector<task_ref>> owned;
};

/// Notes in which order tasks end. The tasks are a base, because task_watch,
/// also a base, refers to them to its end.
class completion_order final : private task_owner, private task_watch {
public:
  /// Throws as task_watch::listen(), std::bad_alloc.
  completion_order(std::unique_ptr<std::vector<task_ref>> tasks,
                   std::optional<clock::time_point> deadline);

  [[nodiscard]] std::size_t left() const noexcept {
    return tasks().size() - told_;
  }
  /// The next task to end. Throws timeout_error, and loop_error if none is left.
  [[nodiscard]] task<task_ref> next();

private:
  void child_ended(std::size_t index, task_state &task) noexcept override;

  std::vector<std::size_t> ended_; // reserved, so that it cannot fail
  std::size_t told_ = 0;
  event news_;
  std::optional<clock::time_point> deadline_;
};

} // namespace detail

/// What as_completed() returns. Loop thread only.
template <class T> class completion_range {
public:
  /// True when next() has told of every task.
  [[nodiscard]] bool empty() const noexcept { return order_->left() == 0; }
  /// How many tasks next() has not told of.
  [[nodiscard]] std::size_t size() const noexcept { return order_->left(); }

  /// `co_await tasks.next()`: the next task to end, which is done: awaiting it
  /// gives its result or throws what it threw. Throws timeout_error if the time
  /// is over first, loop_error if empty(). The range must outlive the await.
  [[nodiscard]] task<task_handle<T>> next() {
    co_return task_handle<T>(co_await order_->next());
  }

  /// For the library.
  explicit completion_range(std::unique_ptr<detail::completion_order> order)
      : order_(std::move(order)) {}

private:
  std::unique_ptr<detail::completion_order> order_;
};

/// Tells of tasks one by one, as they end:
///
///     auto pages = corun::as_completed(std::move(fetches));
///     while (!pages.empty())
///       show(co_await co_await pages.next());
///
/// Takes a range of tasks (each becomes a task of the loop at once), handles or
/// other awaitables. The same handle given twice counts once. What is not done
/// when the range goes away, or the time is over, runs on. Throws loop_error
/// outside a loop. O(number of tasks).
template <std::ranges::input_range Range>
  requires detail::gatherable<std::ranges::range_value_t<Range>>
[[nodiscard]] completion_range<
    detail::await_result_t<std::ranges::range_value_t<Range>>>
as_completed(Range range, std::optional<detail::clock::duration> timeout =
                              std::nullopt) {
  std::optional<detail::clock::time_point> deadline;
  if (timeout)
    deadline = detail::deadline_after(*timeout);
  return completion_range<
      detail::await_result_t<std::ranges::range_value_t<Range>>>(
      std::make_unique<detail::completion_order>(
          std::make_unique<std::vector<detail::task_ref>>(
              detail::distinct(detail::start_all(std::move(range)))),
          deadline));
}

} // namespace corun
