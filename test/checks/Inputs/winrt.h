// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as C++/WinRT's do: eager asynchronous interfaces that
// anybody may copy or drop, a detached coroutine type, and free functions
// whose results are awaiters: they do nothing unless awaited.
#pragma once
#include <chrono>
#include <coroutine>
#include <exception>
#include <type_traits>
#include <utility>

namespace winrt {

namespace Windows::Foundation {
using TimeSpan = std::chrono::duration<long long, std::ratio<1, 10'000'000>>;

enum class AsyncStatus { Started, Completed, Canceled, Error };

struct IAsyncAction {
  IAsyncAction(std::nullptr_t = nullptr) noexcept;
  IAsyncAction(const IAsyncAction &) noexcept;
  IAsyncAction &operator=(const IAsyncAction &) noexcept;
  ~IAsyncAction();
  explicit operator bool() const noexcept;
  void get() const;
  AsyncStatus wait_for(const TimeSpan &timeout) const;
  AsyncStatus Status() const;
  void Cancel() const;
  template <class F> void Completed(F &&handler) const {}
};
template <class T> struct IAsyncOperation {
  IAsyncOperation(std::nullptr_t = nullptr) noexcept;
  IAsyncOperation(const IAsyncOperation &) noexcept;
  IAsyncOperation &operator=(const IAsyncOperation &) noexcept;
  ~IAsyncOperation();
  T get() const;
  AsyncStatus Status() const;
  T GetResults() const;
};
} // namespace Windows::Foundation

struct fire_and_forget {};

namespace impl {
template <class T> struct await_adapter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const;
  T await_resume() const;
};
struct promise_base {
  std::suspend_never initial_suspend() const noexcept { return {}; }
  struct final_suspend_awaiter {
    bool await_ready() const noexcept;
    void await_suspend(std::coroutine_handle<>) const noexcept;
    void await_resume() const noexcept;
  };
  final_suspend_awaiter final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept;
};
} // namespace impl

namespace Windows::Foundation {
impl::await_adapter<void> operator co_await(const IAsyncAction &async);
template <class T>
impl::await_adapter<T> operator co_await(const IAsyncOperation<T> &async);
} // namespace Windows::Foundation

[[nodiscard]] inline auto resume_background() noexcept {
  struct awaitable {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    void await_resume() const noexcept {}
  };
  return awaitable{};
}
inline auto resume_after(Windows::Foundation::TimeSpan duration) noexcept {
  struct awaitable {
    bool await_ready() const noexcept { return d.count() <= 0; }
    void await_suspend(std::coroutine_handle<>) {}
    void await_resume() const noexcept {}
    Windows::Foundation::TimeSpan d;
  };
  return awaitable{duration};
}
struct dispatcher {};
inline auto resume_foreground(const dispatcher &) noexcept {
  struct awaitable {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const {}
    bool await_resume() const noexcept { return true; }
  };
  return awaitable{};
}
struct apartment_context {
  apartment_context();
};
impl::await_adapter<void> operator co_await(const apartment_context &context);
} // namespace winrt

template <class... Args>
struct std::coroutine_traits<winrt::fire_and_forget, Args...> {
  struct promise_type {
    winrt::fire_and_forget get_return_object() const noexcept { return {}; }
    void return_void() const noexcept {}
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void unhandled_exception() const noexcept { std::terminate(); }
  };
};
template <class... Args>
struct std::coroutine_traits<winrt::Windows::Foundation::IAsyncAction, Args...> {
  struct promise_type : winrt::impl::promise_base {
    winrt::Windows::Foundation::IAsyncAction get_return_object() const noexcept;
    void return_void() const noexcept;
  };
};
template <class T, class... Args>
struct std::coroutine_traits<winrt::Windows::Foundation::IAsyncOperation<T>,
                             Args...> {
  struct promise_type : winrt::impl::promise_base {
    winrt::Windows::Foundation::IAsyncOperation<T>
    get_return_object() const noexcept;
    void return_value(T value) const noexcept;
  };
};
