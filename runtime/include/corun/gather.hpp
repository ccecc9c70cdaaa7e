// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/detail/gather_awaiter.hpp>
#include <corun/detail/gatherable.hpp>
#include <corun/event_loop.hpp>
#include <corun/outcome.hpp>
#include <corun/task.hpp>
#include <corun/task_handle.hpp>

#include <array>
#include <cstddef>
#include <iterator>
#include <ranges>
#include <tuple>
#include <utility>
#include <vector>

namespace corun {

/// Runs everything it is given concurrently and returns the results as a tuple,
/// in the order of the arguments, whichever ends first.
///
///     auto [page, count] = co_await corun::gather(fetch(url), count_rows(db));
///
/// Takes tasks (each becomes a task of the loop), task handles, and other
/// awaitables such as sleep(). A void result is std::monostate; a reference is
/// kept as a reference.
///
/// The first failure, in time, ends the gather: its exception is thrown (also
/// cancelled_error, if an argument was cancelled). The others run on; if one of
/// them fails too, that is reported to the loop's exception handler, unless
/// another handle retrieves it. If the gather itself is cancelled, all
/// arguments are cancelled, and it ends when the last of them has.
///
/// Unlike asyncio's, lazy like every task: nothing starts until the gather is
/// awaited or given to create_task. O(number of arguments).
template <detail::gatherable... As>
[[nodiscard]] task<std::tuple<detail::gathered_t<As>...>> gather(As... as) {
  // Braces, so that the tasks start in the order of the arguments.
  std::array<detail::task_ref, sizeof...(As)> tasks{
      detail::start(std::move(as))...};
  co_await detail::gather_awaiter(tasks, detail::on_failure::stop);
  co_return detail::collect_tuple<As...>(tasks,
                                         std::index_sequence_for<As...>());
}

/// The same for a range of tasks, handles or other awaitables: results in the
/// order of the range, as a vector (std::monostate for void; a reference result
/// as std::reference_wrapper). Takes the range by value; its elements are moved
/// out.
///
///     std::vector<corun::task<int>> jobs = ...;
///     std::vector<int> results = co_await corun::gather(std::move(jobs));
template <std::ranges::input_range Range>
  requires detail::gatherable<std::ranges::range_value_t<Range>>
[[nodiscard]] task<
    std::vector<detail::gathered_element_t<std::ranges::range_value_t<Range>>>>
gather(Range range) {
  using element = std::ranges::range_value_t<Range>;
  std::vector<detail::task_ref> tasks = detail::start_all(std::move(range));
  co_await detail::gather_awaiter(tasks, detail::on_failure::stop);
  std::vector<detail::gathered_element_t<element>> results;
  results.reserve(tasks.size());
  for (detail::task_ref &task : tasks)
    results.push_back(detail::collect<element>(task));
  co_return results;
}

/// The first argument of a gather() that keeps exceptions.
struct return_exceptions_t {
  explicit return_exceptions_t() = default;
};
inline constexpr return_exceptions_t return_exceptions{};

/// `co_await corun::gather(corun::return_exceptions, a, b)`: waits for all of
/// them, however they end, and tells of each what became of it, as outcome<T>.
/// Throws only cancelled_error, if the gather itself is cancelled.
template <detail::gatherable... As>
[[nodiscard]] task<std::tuple<outcome<detail::await_result_t<As>>...>>
gather(return_exceptions_t, As... as) {
  std::array<detail::task_ref, sizeof...(As)> tasks{
      detail::start(std::move(as))...};
  co_await detail::gather_awaiter(tasks, detail::on_failure::go_on);
  co_return detail::collect_outcomes<As...>(tasks,
                                            std::index_sequence_for<As...>());
}

/// The same for a range.
template <std::ranges::input_range Range>
  requires detail::gatherable<std::ranges::range_value_t<Range>>
[[nodiscard]] task<std::vector<
    outcome<detail::await_result_t<std::ranges::range_value_t<Range>>>>>
gather(return_exceptions_t, Range range) {
  using element = std::ranges::range_value_t<Range>;
  std::vector<detail::task_ref> tasks = detail::start_all(std::move(range));
  co_await detail::gather_awaiter(tasks, detail::on_failure::go_on);
  std::vector<outcome<detail::await_result_t<element>>> outcomes;
  outcomes.reserve(tasks.size());
  for (detail::task_ref &task : tasks)
    outcomes.push_back(detail::collect_outcome<element>(task));
  co_return outcomes;
}

} // namespace corun
