// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/detail/gatherable.hpp>
#include <corun/detail/task_watch.hpp>
#include <corun/detail/timer_queue.hpp>
#include <corun/detail/waiter.hpp>
#include <corun/task.hpp>
#include <corun/task_handle.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace corun {

/// When wait() returns: the constants of asyncio.
enum class return_when : std::uint8_t {
  all_completed,
  first_completed,
  /// Also when all are done. A cancelled task is no exception.
  first_exception,
};

/// How wait() waits. Trivially copyable, so that g++ 12 can make one inside a
/// co_await expression.
struct wait_options {
  /// At most that long; empty: for ever. Zero or less: looks, after one
  /// iteration.
  std::optional<detail::clock::duration> timeout = std::nullopt;
  corun::return_when return_when = corun::return_when::all_completed;
};

/// What wait() tells: the tasks in the order in which it was given them.
template <class Handle> struct wait_result {
  std::vector<Handle> done;
  std::vector<Handle> pending;
};

namespace detail {

/// Waits for some of the tasks. Never touches them: cancelled, they run on.
class wait_awaiter final : public waiter,
                           private task_watch,
                           private timer_node {
public:
  /// The tasks must outlive this. Throws std::bad_alloc.
  wait_awaiter(std::span<const task_ref> tasks, const wait_options &options)
      : task_watch(tasks), options_(options) {}
  ~wait_awaiter() { stop_timer(); }

  [[nodiscard]] bool await_ready() noexcept;
  void await_suspend(suspended_coroutine coroutine);
  void await_resume() const { throw_if_cancelled(); }

  [[nodiscard]] std::string waits_for() const override;
  void visit_awaited(task_visitor &visitor) const override {
    visit_unfinished(visitor);
  }

private:
  /// Is the wait over with this task, which is done?
  [[nodiscard]] bool ends_wait(const task_state &task) const noexcept;
  void child_ended(std::size_t index, task_state &task) noexcept override;
  void expire() noexcept override;
  void discard_timer() noexcept override { forget(); }
  void on_cancel() noexcept override;
  void stop_timer() noexcept;

  wait_options options_;
  std::size_t unfinished_ = 0;
};

/// Throws std::invalid_argument if there are none.
void require_any(std::span<const task_ref> tasks);

template <class Handle>
task<wait_result<Handle>> wait_for_handles(std::vector<Handle> handles,
                                           wait_options options) {
  std::vector<task_ref> tasks;
  for (const Handle &handle : handles)
    tasks.push_back(handle.require());
  tasks = distinct(std::move(tasks));
  require_any(tasks);
  co_await wait_awaiter(tasks, options);
  wait_result<Handle> result;
  for (task_ref &task : tasks)
    (task->done() ? result.done : result.pending)
        .push_back(Handle(std::move(task)));
  co_return result;
}

} // namespace detail

/// `auto [done, pending] = co_await corun::wait(std::move(handles), {.timeout =
/// 1s, .return_when = corun::return_when::first_completed});`
///
/// Waits for tasks of the loop until as many are done as the options ask, or
/// the time is over. Does not throw what they throw (await them for that, the
/// done ones give their results at once), and never cancels them, not when the
/// time is over and not when the wait is cancelled.
///
/// Takes a range of task_handle, which holds its tasks: copy the handles if you
/// keep them elsewhere. The same task given twice counts once. Only handles: a
/// task<T> does not compile, because it would be lost when the time is over.
/// Throws std::invalid_argument if there are none, loop_error outside a loop or
/// for a handle of another one, cancelled_error. O(number of tasks).
template <std::ranges::input_range Range>
  requires std::derived_from<std::ranges::range_value_t<Range>, any_task_handle>
[[nodiscard]] CORUN_WRAPPER task<wait_result<std::ranges::range_value_t<Range>>>
wait(Range handles, wait_options options = {}) {
  std::vector<std::ranges::range_value_t<Range>> all;
  for (auto &&each : handles)
    all.push_back(
        detail::take_element<Range, std::ranges::range_reference_t<Range>>(
            std::forward<decltype(each)>(each)));
  return detail::wait_for_handles(std::move(all), options);
}

template <std::ranges::input_range Range>
  requires detail::is_task<std::ranges::range_value_t<Range>>
void wait(Range, wait_options = {}) = delete; // takes handles: create_task()

/// Handles of tasks with different results, for wait(): `co_await
/// corun::wait(corun::handles(a, b))`. A function, because g++ 12 cannot make
/// an initializer_list inside a co_await expression.
template <std::derived_from<any_task_handle>... Handles>
[[nodiscard]] std::vector<any_task_handle> handles(Handles... tasks) {
  std::vector<any_task_handle> out;
  out.reserve(sizeof...(tasks));
  (out.push_back(std::move(tasks)), ...);
  return out;
}

} // namespace corun
