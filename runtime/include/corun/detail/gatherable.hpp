// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What gather() accepts, and how each kind becomes a spawned task.
#pragma once

#include <corun/detail/config.hpp>
#include <corun/event_loop.hpp>
#include <corun/outcome.hpp>
#include <corun/task.hpp>
#include <corun/task_handle.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <ranges>
#include <source_location>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace corun::detail {

template <class Awaiter>
concept awaiter = requires(Awaiter &a) {
  { a.await_ready() } -> std::convertible_to<bool>;
  a.await_resume();
};

template <class A>
concept member_awaitable = requires(A a) {
  { std::move(a).operator co_await() } -> awaiter;
};
template <class A>
concept free_awaitable = requires(A a) {
  { operator co_await(std::move(a)) } -> awaiter;
};

/// Something that `co_await std::move(a)` accepts anywhere.
template <class A>
concept gatherable = std::move_constructible<A> &&
                     (member_awaitable<A> || free_awaitable<A> || awaiter<A>);

template <class A> decltype(auto) get_awaiter(A &a) {
  if constexpr (member_awaitable<A>)
    return std::move(a).operator co_await();
  else if constexpr (free_awaitable<A>)
    return operator co_await(std::move(a));
  else
    return static_cast<A &&>(a);
}

template <class A> struct await_result {
  using type =
      decltype(std::declval<decltype(get_awaiter(std::declval<A &>()))>()
                   .await_resume());
};
template <class T> struct await_result<task<T>> {
  using type = T;
};
template <class T> struct await_result<task_handle<T>> {
  using type = T;
};
/// What the awaitable yields; an rvalue reference, which would dangle, as a
/// value.
template <class A>
using await_result_t = std::conditional_t<
    std::is_rvalue_reference_v<typename await_result<A>::type>,
    std::remove_cvref_t<typename await_result<A>::type>,
    typename await_result<A>::type>;

/// As an element of a tuple.
template <class A>
using gathered_t = std::conditional_t<std::is_void_v<await_result_t<A>>,
                                      std::monostate, await_result_t<A>>;
/// As an element of a vector, which cannot hold references.
template <class A>
using gathered_element_t = std::conditional_t<
    std::is_reference_v<gathered_t<A>>,
    std::reference_wrapper<std::remove_reference_t<gathered_t<A>>>,
    gathered_t<A>>;

template <class A> task<await_result_t<A>> await_as_task(A awaitable) {
  co_return co_await std::move(awaitable);
}

template <class T> task_ref start(task<T> t) {
  const std::source_location where = t.promise().where();
  return create_task(std::move(t), {}, where).release();
}
template <class T> task_ref start(task_handle<T> handle) {
  return std::move(handle).release();
}
template <class A> task_ref start(A awaitable) {
  return start(await_as_task(std::move(awaitable)));
}

/// Precondition: the task is done and was made from an A.
template <class A> gathered_t<A> collect(task_ref &task) {
  if constexpr (std::is_void_v<await_result_t<A>>) {
    take_result<void>(task);
    return {};
  } else {
    return take_result<await_result_t<A>>(task);
  }
}

/// The same as a value or an exception. Throws only what moving a value throws.
template <class A> outcome<await_result_t<A>> collect_outcome(task_ref &task) {
  using result = outcome<await_result_t<A>>;
  if (task->failed())
    return result(task->retrieve_exception());
  if constexpr (std::is_void_v<await_result_t<A>>)
    return result(std::in_place);
  else
    return result(std::in_place, take_result<await_result_t<A>>(task));
}

template <class... As, std::size_t N, std::size_t... I>
std::tuple<gathered_t<As>...> collect_tuple(std::array<task_ref, N> &tasks,
                                            std::index_sequence<I...>) {
  return std::tuple<gathered_t<As>...>{collect<As>(tasks[I])...};
}

template <class... As, std::size_t N, std::size_t... I>
std::tuple<outcome<await_result_t<As>>...>
collect_outcomes(std::array<task_ref, N> &tasks, std::index_sequence<I...>) {
  return std::tuple<outcome<await_result_t<As>>...>{
      collect_outcome<As>(tasks[I])...};
}

/// An element of a range that was given by value: moved out, but copied from a
/// view, whose elements are somebody else's.
template <class Range, class Reference>
CORUN_WRAPPER std::ranges::range_value_t<Range> take_element(Reference &&each) {
  using element = std::ranges::range_value_t<Range>;
  if constexpr (std::ranges::view<Range> &&
                std::is_lvalue_reference_v<Reference> &&
                std::copy_constructible<element>)
    return element(each);
  else
    return element(std::move(each));
}

/// A range of awaitables, as tasks in its order.
template <class Range> std::vector<task_ref> start_all(Range range) {
  std::vector<task_ref> tasks;
  if constexpr (std::ranges::sized_range<Range>)
    tasks.reserve(std::ranges::size(range));
  for (auto &&each : range)
    tasks.push_back(start(
        take_element<Range, std::ranges::range_reference_t<Range>>(
            std::forward<decltype(each)>(each))));
  return tasks;
}

} // namespace corun::detail
