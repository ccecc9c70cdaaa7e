// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/config.hpp>
#include <corun/detail/frame_cache.hpp>
#include <corun/detail/result_slot.hpp>
#include <corun/detail/task_state.hpp>

#include <concepts>
#include <coroutine>
#include <exception>
#include <source_location>
#include <type_traits>
#include <utility>

namespace corun {
template <class T> class task;
}

namespace corun::detail {

struct final_awaiter {
  [[nodiscard]] bool await_ready() const noexcept { return false; }
  template <class Promise>
  transfer await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
    return ended.promise().finish(ended);
  }
  void await_resume() const noexcept {}
};

/// Where a coroutine is written. Explicit, so that no parameter of a coroutine
/// is taken for one.
struct coroutine_site {
  explicit coroutine_site(std::source_location at) noexcept : location(at) {}
  std::source_location location;
};

/// The promise but for return_value and return_void, of which a promise may
/// have only one.
template <class T>
class promise_base : public task_state, public recycled_frame {
public:
#if CORUN_DETAIL_AWAIT_LOCATIONS
  /// Remembers the line, for reports; a store.
  template <class A>
  A &&await_transform(
      A &&awaitable,
      std::source_location where = std::source_location::current()) noexcept {
    this->suspending_at(where);
    return static_cast<A &&>(awaitable);
  }
#endif
  [[nodiscard]] std::suspend_always initial_suspend() const noexcept {
    return {};
  }
  [[nodiscard]] final_awaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept {
    set_exception(std::current_exception());
  }

  /// Precondition: the coroutine has ended. Throws what it threw.
  T take() {
    rethrow_if_failed();
    return result_.take();
  }
  /// Precondition: the coroutine returned.
  typename result_slot<T>::reference get() const noexcept {
    return result_.get();
  }

protected:
  explicit promise_base(coroutine_site site) noexcept
      : task_state(site.location) {}
  ~promise_base() {
    if (has_value_)
      result_.destroy();
  }

  template <class... Args> void store(Args &&...args) {
    result_.emplace(std::forward<Args>(args)...);
    has_value_ = true;
  }

private:
  result_slot<T> result_;
  bool has_value_ = false;
};

template <class T> class promise final : public promise_base<T> {
public:
  explicit promise(coroutine_site site = coroutine_site(
                       std::source_location::current())) noexcept
      : promise_base<T>(site) {}
  CORUN_WRAPPER task<T> get_return_object() noexcept;

  template <class U = T>
    requires std::constructible_from<T, U>
  void return_value(U &&value) {
    this->store(std::forward<U>(value));
  }

private:
  std::coroutine_handle<> frame() noexcept override {
    return std::coroutine_handle<promise>::from_promise(*this);
  }
};

template <class T> class promise<T &> final : public promise_base<T &> {
public:
  explicit promise(coroutine_site site = coroutine_site(
                       std::source_location::current())) noexcept
      : promise_base<T &>(site) {}
  CORUN_WRAPPER task<T &> get_return_object() noexcept;

  void return_value(T &value) noexcept { this->store(value); }

private:
  std::coroutine_handle<> frame() noexcept override {
    return std::coroutine_handle<promise>::from_promise(*this);
  }
};

template <> class promise<void> final : public promise_base<void> {
public:
  explicit promise(coroutine_site site = coroutine_site(
                       std::source_location::current())) noexcept
      : promise_base<void>(site) {}
  CORUN_WRAPPER inline task<void> get_return_object() noexcept;

  void return_void() noexcept {}

private:
  std::coroutine_handle<> frame() noexcept override {
    return std::coroutine_handle<promise>::from_promise(*this);
  }
};

} // namespace corun::detail
