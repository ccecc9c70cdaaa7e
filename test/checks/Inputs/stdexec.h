// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as stdexec's do: senders that start nothing before they
// are connected, adaptors behind a pipe, exec::task, an async_scope.
#pragma once
#include <chrono>
#include <coroutine>
#include <exception>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace stdexec {

struct sender_t {};

namespace __detail {
template <class R> R make();
template <class T> struct values {
  using type = std::tuple<T>;
};
template <> struct values<void> {
  using type = std::tuple<>;
};
template <class T> struct awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
template <class T> struct sender {
  using sender_concept = sender_t;
  using value_type = T;
  sender(sender &&) noexcept;
  sender(const sender &);
};
template <class S> using value_of = typename std::decay_t<S>::value_type;
template <class S>
concept is_sender = requires { typename std::decay_t<S>::sender_concept; };
template <class F, class T> struct then_result {
  using type = std::invoke_result_t<F, T>;
};
template <class F> struct then_result<F, void> {
  using type = std::invoke_result_t<F>;
};
template <class F> struct then_closure {
  F fn;
};
} // namespace __detail

inline constexpr struct just_t {
  template <class T> auto operator()(T &&value) const {
    return __detail::make<__detail::sender<std::decay_t<T>>>();
  }
  auto operator()() const { return __detail::make<__detail::sender<void>>(); }
} just{};
inline constexpr struct then_t {
  template <__detail::is_sender S, class F> auto operator()(S &&s, F f) const {
    return __detail::make<__detail::sender<
        typename __detail::then_result<F, __detail::value_of<S>>::type>>();
  }
  template <class F> __detail::then_closure<F> operator()(F f) const {
    return {static_cast<F &&>(f)};
  }
} then{};
namespace __detail {
template <is_sender S, class F> auto operator|(S &&s, then_closure<F> c) {
  return then(static_cast<S &&>(s), std::move(c.fn));
}
} // namespace __detail
template <__detail::is_sender... S>
auto when_all(S &&...s) {
  return __detail::make<__detail::sender<void>>();
}

struct scheduler {};
inline auto schedule(scheduler) { return __detail::make<__detail::sender<void>>(); }
template <__detail::is_sender S> auto starts_on(scheduler, S &&s) {
  return __detail::make<__detail::sender<__detail::value_of<S>>>();
}
template <__detail::is_sender S> auto continues_on(S &&s, scheduler) {
  return __detail::make<__detail::sender<__detail::value_of<S>>>();
}
template <__detail::is_sender S>
std::optional<typename __detail::values<__detail::value_of<S>>::type>
sync_wait(S &&s) {
  return std::nullopt;
}
template <__detail::is_sender S> void start_detached(S &&s) {}
class run_loop {
public:
  scheduler get_scheduler();
  void run();
  void finish();
};
} // namespace stdexec

namespace exec {

template <class T> class task;
namespace __task {
struct promise_base {
  struct final_awaitable {
    bool await_ready() const noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P>) noexcept;
    void await_resume() noexcept {}
  };
  std::suspend_always initial_suspend() noexcept { return {}; }
  final_awaitable final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept;
  template <stdexec::__detail::is_sender S>
  stdexec::__detail::awaiter<stdexec::__detail::value_of<S>>
  await_transform(S &&s) {
    return {};
  }
};
template <class T> struct promise : promise_base {
  task<T> get_return_object() noexcept;
  template <class U> void return_value(U &&value);
};
template <> struct promise<void> : promise_base {
  task<void> get_return_object() noexcept;
  void return_void() noexcept;
};
} // namespace __task

template <class T> class [[nodiscard]] task {
public:
  using promise_type = __task::promise<T>;
  using sender_concept = stdexec::sender_t;
  using value_type = T;
  task(task &&) noexcept;
  ~task();
};

class async_scope {
public:
  async_scope();
  ~async_scope();
  template <stdexec::__detail::is_sender S> void spawn(S &&s) {}
  template <stdexec::__detail::is_sender S> auto spawn_future(S &&s) {
    return stdexec::__detail::make<
        stdexec::__detail::sender<stdexec::__detail::value_of<S>>>();
  }
  auto on_empty() const {
    return stdexec::__detail::make<stdexec::__detail::sender<void>>();
  }
  void request_stop() noexcept;
};
template <stdexec::__detail::is_sender S> void start_detached(S &&s) {}
inline auto schedule_after(stdexec::scheduler, std::chrono::milliseconds) {
  return stdexec::__detail::make<stdexec::__detail::sender<void>>();
}
class static_thread_pool {
public:
  explicit static_thread_pool(unsigned threads);
  stdexec::scheduler get_scheduler() noexcept;
};
} // namespace exec
