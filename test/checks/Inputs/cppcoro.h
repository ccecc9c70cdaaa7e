// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as cppcoro's do: lazy task and shared_task, generators,
// operations that are plain awaiters, a thread pool one moves to by awaiting.
#pragma once
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <iterator>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace cppcoro {

template <class T = void> class task;
template <class T = void> class shared_task;

namespace detail {
template <class T>
using value_t = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
template <class T> struct awaiter {
  bool await_ready() const noexcept;
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
class task_promise_base {
  struct final_awaitable {
    bool await_ready() const noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P>) noexcept;
    void await_resume() noexcept;
  };

public:
  auto initial_suspend() noexcept { return std::suspend_always{}; }
  auto final_suspend() noexcept { return final_awaitable{}; }
  void unhandled_exception() noexcept;
};
template <class T> class task_promise final : public task_promise_base {
public:
  task<T> get_return_object() noexcept;
  template <class U> void return_value(U &&u);
};
template <> class task_promise<void> final : public task_promise_base {
public:
  task<void> get_return_object() noexcept;
  void return_void() noexcept;
};
template <class T> class shared_task_promise final : public task_promise_base {
public:
  shared_task<T> get_return_object() noexcept;
  template <class U> void return_value(U &&u);
};
template <> class shared_task_promise<void> final : public task_promise_base {
public:
  shared_task<void> get_return_object() noexcept;
  void return_void() noexcept;
};
} // namespace detail

template <class T> class [[nodiscard]] task {
public:
  using promise_type = detail::task_promise<T>;
  task() noexcept;
  task(task &&) noexcept;
  task &operator=(task &&) noexcept;
  ~task();
  bool is_ready() const noexcept;
  auto operator co_await() const & noexcept { return detail::awaiter<T>{}; }
  auto operator co_await() const && noexcept { return detail::awaiter<T>{}; }
  auto when_ready() const noexcept { return detail::awaiter<void>{}; }
};

template <class T> class [[nodiscard]] shared_task {
public:
  using promise_type = detail::shared_task_promise<T>;
  shared_task() noexcept;
  shared_task(const shared_task &) noexcept;
  shared_task(shared_task &&) noexcept;
  shared_task &operator=(shared_task) noexcept;
  ~shared_task();
  bool is_ready() const noexcept;
  auto operator co_await() const noexcept { return detail::awaiter<T>{}; }
};
template <class T> shared_task<T> make_shared_task(task<T> t);

template <class T> class [[nodiscard]] generator {
public:
  struct promise_type {
    generator get_return_object() noexcept;
    constexpr std::suspend_always initial_suspend() const noexcept { return {}; }
    constexpr std::suspend_always final_suspend() const noexcept { return {}; }
    std::suspend_always yield_value(T value) noexcept;
    void unhandled_exception();
    void return_void();
    template <class U> std::suspend_never await_transform(U &&u) = delete;
  };
  struct iterator {
    using iterator_category = std::input_iterator_tag;
    iterator &operator++();
    T &operator*() const;
    bool operator==(std::default_sentinel_t) const noexcept;
  };
  generator(generator &&) noexcept;
  ~generator();
  iterator begin();
  std::default_sentinel_t end() noexcept;
};

template <class Awaitable> decltype(auto) sync_wait(Awaitable &&a) {
  return static_cast<Awaitable &&>(a).operator co_await().await_resume();
}
template <class... Ts> task<std::tuple<detail::value_t<Ts>...>> when_all(task<Ts>... tasks);
template <class T> task<std::vector<T>> when_all(std::vector<task<T>> tasks);
template <class... Ts> task<std::tuple<task<Ts>...>> when_all_ready(task<Ts>... t);
template <class T>
task<std::vector<task<T>>> when_all_ready(std::vector<task<T>> tasks);

class static_thread_pool {
public:
  class schedule_operation {
  public:
    bool await_ready() noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() noexcept {}
  };
  explicit static_thread_pool(unsigned threads);
  ~static_thread_pool();
  [[nodiscard]] schedule_operation schedule() noexcept;
};
class io_service {
public:
  class schedule_operation {
  public:
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() const noexcept {}
  };
  [[nodiscard]] schedule_operation schedule() noexcept;
  [[nodiscard]] schedule_operation schedule_after(std::chrono::milliseconds d);
  std::size_t process_events();
  std::size_t process_pending_events();
  std::size_t process_one_event();
  std::size_t process_one_pending_event();
  void stop() noexcept;
};
template <class Scheduler, class T> task<T> schedule_on(Scheduler &s, task<T> t);

class async_mutex;
class async_mutex_lock {
public:
  async_mutex_lock(async_mutex_lock &&) noexcept;
  ~async_mutex_lock();
};
class async_mutex_lock_operation {
public:
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() const noexcept {}
};
class async_mutex_scoped_lock_operation {
public:
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<>) noexcept;
  [[nodiscard]] async_mutex_lock await_resume() const noexcept;
};
class async_mutex {
public:
  bool try_lock() noexcept;
  async_mutex_lock_operation lock_async() noexcept;
  async_mutex_scoped_lock_operation scoped_lock_async() noexcept;
  void unlock();
};
class async_manual_reset_event {
public:
  bool is_set() const noexcept;
  void set() noexcept;
  detail::awaiter<void> operator co_await() const noexcept;
};
class async_scope {
public:
  template <class Awaitable> void spawn(Awaitable &&a);
  [[nodiscard]] detail::awaiter<void> join() noexcept;
};
} // namespace cppcoro
