// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/completion.hpp>
#include <corun/detail/config.hpp>
#include <corun/detail/ready_queue.hpp>
#include <corun/detail/task_state.hpp>
#include <corun/detail/waiter.hpp>
#include <corun/errors.hpp>
#include <corun/event.hpp>
#include <corun/event_loop.hpp>
#include <corun/outcome.hpp>
#include <corun/task.hpp>
#include <corun/task_handle.hpp>

#include <exception>
#include <list>
#include <optional>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace corun {

/// A member of a task group: a task_handle that may be dropped, because the
/// group waits for the task, and tells of its failure.
template <class T = void> class member_handle : public task_handle<T> {
public:
  using task_handle<T>::task_handle;
  /// For the library.
  explicit member_handle(task_handle<T> handle) noexcept
      : task_handle<T>(std::move(handle)) {}
};

/// Tasks that belong together: with_task_group() makes one, passes it to its
/// callable, and ends only when all of its tasks have. Loop thread only.
class task_group final : private detail::task_source {
public:
  task_group(const task_group &) = delete;
  task_group &operator=(const task_group &) = delete;

  /// Runs the task as a member of the group; members may add members. The
  /// handle may be dropped: the group waits, and tells of failures. Throws
  /// loop_error once the group has ended, or ends because of a failure or a
  /// cancellation; the task never runs then.
  template <class T>
  CORUN_SPAWNS member_handle<T>
  create_task(task<T> t CORUN_LIFETIMEBOUND CORUN_CAPTURED_BY_THIS,
              task_options options = {},
              std::source_location where = std::source_location::current()) {
    const auto place = prepare(t.promise());
    try {
      member_handle<T> handle(
          corun::create_task(std::move(t), options, where));
      add(*place, handle.require());
      return handle;
    } catch (...) {
      members_.erase(place);
      throw;
    }
  }

  /// For the library: the group of the current task.
  explicit task_group(detail::loop_core &loop);
  ~task_group();
  /// For the library: waits for the members. `error` is what the callable
  /// threw, or null. Throws what with_task_group() does.
  [[nodiscard]] task<void> finish(std::exception_ptr error);

private:
  /// Tells the group of the end of a task one iteration later, as asyncio
  /// does: what fails in the same iteration is not cancelled but collected,
  /// too.
  class member final : public detail::completion_node,
                       public detail::ready_node {
  public:
    explicit member(task_group &group) noexcept : group_(group) {}
    void on_completed(detail::task_state &) noexcept override;
    void run() noexcept override;
    [[nodiscard]] const char *kind() const noexcept override {
      return "the end of a task group's member";
    }
    /// Null until the task is spawned; the group does nothing meanwhile.
    [[nodiscard]] detail::task_ref &task() noexcept { return task_; }
    [[nodiscard]] const detail::task_ref &task() const noexcept {
      return task_;
    }
    [[nodiscard]] std::list<member>::iterator &place() noexcept {
      return place_;
    }

  private:
    task_group &group_;
    detail::task_ref task_;
    std::list<member>::iterator place_;
  };

  /// Makes a place for a task; throws loop_error if no member may join. Before
  /// the task is spawned: when it starts eagerly it may add members itself.
  std::list<member>::iterator prepare(detail::task_state &task);
  void add(member &joined, const detail::task_ref &task) noexcept;
  void tell_later(member &m) noexcept;
  void ended(member &m) noexcept;
  void note(detail::task_state &task) noexcept;
  void abort() noexcept;
  [[nodiscard]] std::string waits_for() const override;
  void visit_awaited(detail::task_visitor &visitor) const override;

  detail::loop_core &loop_;
  detail::task_ref parent_;
  std::list<member> members_;
  std::vector<std::exception_ptr> errors_;
  event all_ended_{*this};
  bool exiting_ = false;
  bool aborting_ = false;
  bool cancelled_parent_ = false;
};

namespace detail {

template <class F>
concept task_group_body = requires(F &f, task_group &group) {
  requires is_task<std::remove_cvref_t<decltype(f(group))>>;
};

} // namespace detail

/// Structured concurrency, as asyncio.TaskGroup: what is started inside has
/// ended when this has, whatever happens.
///
///     co_await corun::with_task_group(
///         [&](corun::task_group &group) -> corun::task<void> {
///           group.create_task(fetch("a"));
///           group.create_task(fetch("b"));
///           co_return;                        // the group waits for both
///         });
///
/// Runs the callable's coroutine in the current task, waits for all members,
/// and returns what the coroutine returned. The first member that fails cancels
/// the others, and the callable if it still runs; then exception_group is
/// thrown, with everything that members or the callable threw. A member that is
/// merely cancelled is ignored. If the current task is cancelled, the members
/// are, and cancelled_error is thrown when all have ended (exception_group if
/// there are failures, too).
///
/// A callable, because C++ has no destructor that can wait: so no way out of
/// the group leaves a member behind, and members may refer to what lives
/// outside of the callable. Owns the callable until the end. Throws loop_error
/// outside a task.
template <detail::task_group_body F>
[[nodiscard]] std::invoke_result_t<F &, task_group &> with_task_group(F body) {
  using result = typename std::invoke_result_t<F &, task_group &>::value_type;
  co_await detail::adopt_task();
  task_group group(detail::loop_core::require("corun::with_task_group"));
  std::exception_ptr error;
  if constexpr (std::is_void_v<result>) {
    try {
      co_await body(group);
    } catch (...) {
      error = std::current_exception();
    }
    co_await group.finish(std::move(error));
  } else {
    std::optional<outcome<result>> value;
    try {
      value.emplace(std::in_place, co_await body(group));
    } catch (...) {
      error = std::current_exception();
    }
    co_await group.finish(std::move(error));
    co_return std::move(*value).value();
  }
}

} // namespace corun
