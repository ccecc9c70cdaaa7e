// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/errors.hpp>

#include <exception>
#include <functional>
#include <type_traits>
#include <utility>
#include <variant>

namespace corun {

/// What became of an awaitable: a value, or what it threw. T may be void or a
/// reference.
template <class T = void> class outcome {
  // std::monostate for void, because a variant cannot hold it.
  using stored = std::conditional_t<
      std::is_void_v<T>, std::monostate,
      std::conditional_t<std::is_reference_v<T>,
                         std::reference_wrapper<std::remove_reference_t<T>>,
                         T>>;

public:
  using value_type = T;

  explicit outcome(std::exception_ptr exception) noexcept
      : state_(std::in_place_index<1>, std::move(exception)) {}
  template <class... Args>
  explicit outcome(std::in_place_t, Args &&...args)
      : state_(std::in_place_index<0>, std::forward<Args>(args)...) {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  /// What was thrown; null if there is a value. A cancelled_error if it was
  /// cancelled.
  [[nodiscard]] std::exception_ptr exception() const noexcept {
    return has_value() ? nullptr : *std::get_if<1>(&state_);
  }
  [[nodiscard]] bool cancelled() const noexcept {
    return detail::is_cancellation(exception());
  }

  /// The value; throws the exception if there is none.
  std::add_lvalue_reference_t<T> value() & {
    rethrow();
    if constexpr (!std::is_void_v<T>)
      return *std::get_if<0>(&state_);
  }
  std::add_lvalue_reference_t<std::add_const_t<T>> value() const & {
    rethrow();
    if constexpr (!std::is_void_v<T>)
      return *std::get_if<0>(&state_);
  }
  T value() && {
    rethrow();
    if constexpr (std::is_reference_v<T>)
      return std::get_if<0>(&state_)->get();
    else if constexpr (!std::is_void_v<T>)
      return std::move(*std::get_if<0>(&state_));
  }

private:
  void rethrow() const {
    if (!has_value())
      std::rethrow_exception(exception());
  }

  std::variant<stored, std::exception_ptr> state_;
};

} // namespace corun
