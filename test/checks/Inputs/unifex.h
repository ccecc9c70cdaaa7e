// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as libunifex's do: a lazy task, and senders, which are
// awaited through the promise's await_transform and start when connected.
#pragma once
#include <chrono>
#include <coroutine>
#include <exception>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace unifex {

template <class T> class task;

namespace _detail {
template <class T>
using value_t = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
template <class R> R make();
template <class T> struct awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
template <class T> struct sender {
  using sender_value = T;
  sender(sender &&) noexcept;
};
template <class S> using value_of = typename std::decay_t<S>::sender_value;
struct promise_base {
  struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P>) noexcept;
    void await_resume() noexcept {}
  };
  std::suspend_always initial_suspend() noexcept { return {}; }
  final_awaiter final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept;
  template <class S>
    requires requires { typename value_of<S>; }
  awaiter<value_of<S>> await_transform(S &&s) {
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
} // namespace _detail

template <class T> class [[nodiscard]] task {
public:
  using promise_type = _detail::promise<T>;
  using sender_value = T;
  task(task &&) noexcept;
  task &operator=(task &&) noexcept;
  ~task();
};

template <class T> _detail::sender<std::decay_t<T>> just(T &&value);
_detail::sender<void> just();
template <class S, class F> auto then(S &&s, F &&f) {
  using V = _detail::value_of<S>;
  if constexpr (std::is_void_v<V>)
    return _detail::make<_detail::sender<std::invoke_result_t<F>>>();
  else
    return _detail::make<_detail::sender<std::invoke_result_t<F, V>>>();
}
template <class... S>
_detail::sender<std::tuple<_detail::value_t<_detail::value_of<S>>...>>
when_all(S &&...s) {
  return _detail::make<
      _detail::sender<std::tuple<_detail::value_t<_detail::value_of<S>>...>>>();
}
template <class S>
std::optional<_detail::value_t<_detail::value_of<S>>> sync_wait(S &&s) {
  return std::nullopt;
}

struct scheduler {};
class static_thread_pool {
public:
  scheduler get_scheduler() noexcept;
};
class manual_event_loop {
public:
  void run();
  void stop();
};
class timed_single_thread_context {
public:
  scheduler get_scheduler() noexcept;
};
_detail::sender<void> schedule(scheduler s);
_detail::sender<void> schedule_after(scheduler s, std::chrono::milliseconds d);
template <class S> _detail::sender<_detail::value_of<S>> on(scheduler sched, S &&s) {
  return _detail::make<_detail::sender<_detail::value_of<S>>>();
}

// The result of work that was spawned: dropped, it asks the work to stop.
template <class T> class [[nodiscard]] future {
public:
  using sender_value = T;
  future(future &&) noexcept;
  ~future();
};
class async_scope {
public:
  async_scope();
  ~async_scope();
  template <class S> void detached_spawn(S &&s) {}
  template <class S> future<_detail::value_of<S>> spawn(S &&s) {
    return _detail::make<future<_detail::value_of<S>>>();
  }
  [[nodiscard]] _detail::sender<void> complete() noexcept;
  [[nodiscard]] _detail::sender<void> cleanup() noexcept;
};
template <class S> void spawn_detached(S &&s, async_scope &scope) {}
template <class S>
future<_detail::value_of<S>> spawn_future(S &&s, async_scope &scope) {
  return _detail::make<future<_detail::value_of<S>>>();
}

class async_mutex {
public:
  [[nodiscard]] _detail::sender<void> async_lock() noexcept;
  void unlock() noexcept;
};
class async_manual_reset_event {
public:
  void set() noexcept;
  [[nodiscard]] _detail::sender<void> async_wait() noexcept;
};
} // namespace unifex
