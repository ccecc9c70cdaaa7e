// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as concurrencpp's do: an eager result and a lazy one,
// neither [[nodiscard]]; executors that take callables; null_result to forget.
#pragma once
#include <chrono>
#include <coroutine>
#include <exception>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace concurrencpp {

struct executor_tag {};
struct null_result {};
template <class T> class result;
template <class T> class lazy_result;

namespace details {
template <class R> R make();
template <class T> struct awaitable {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
struct final_awaiter {
  bool await_ready() const noexcept;
  template <class P> void await_suspend(std::coroutine_handle<P>) noexcept;
  void await_resume() const noexcept;
};
template <class T> struct returns {
  template <class U> void return_value(U &&u);
};
template <> struct returns<void> {
  void return_void() noexcept;
};
template <class T> struct initialy_resumed_promise : returns<T> {
  result<T> get_return_object();
  std::suspend_never initial_suspend() const noexcept { return {}; }
  final_awaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept;
};
template <class T> struct lazy_promise : returns<T> {
  lazy_result<T> get_return_object() noexcept;
  std::suspend_always initial_suspend() const noexcept { return {}; }
  final_awaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept;
};
struct null_promise {
  null_result get_return_object() const noexcept { return {}; }
  std::suspend_never initial_suspend() const noexcept { return {}; }
  std::suspend_never final_suspend() const noexcept { return {}; }
  void return_void() const noexcept {}
  void unhandled_exception() const noexcept {}
};
} // namespace details

enum class result_status { idle, value, exception };

template <class T> class result {
public:
  result_status status() const;
  result() noexcept;
  result(result &&) noexcept;
  result &operator=(result &&) noexcept;
  ~result();
  explicit operator bool() const noexcept;
  T get();
  void wait();
  template <class D> int wait_for(D d);
  details::awaitable<result<T>> resolve();
  details::awaitable<T> operator co_await();
};
template <class T> class lazy_result {
public:
  lazy_result() noexcept;
  lazy_result(lazy_result &&) noexcept;
  lazy_result &operator=(lazy_result &&) noexcept;
  ~lazy_result();
  explicit operator bool() const noexcept;
  result<T> run();
  details::awaitable<T> operator co_await();
};

template <class T> class shared_result {
public:
  shared_result(result<T> r);
  shared_result(const shared_result &) noexcept;
  ~shared_result();
  result_status status() const;
  std::add_lvalue_reference_t<T> get();
  void wait();
  details::awaitable<T> operator co_await();
};

class executor {
public:
  template <class F> void post(F &&f) {}
  template <class F> auto submit(F &&f) -> result<std::invoke_result_t<F>> {
    return details::make<result<std::invoke_result_t<F>>>();
  }
};
class thread_pool_executor : public executor {};
class thread_executor : public executor {};
class manual_executor : public executor {
public:
  bool loop_once();
  void wait_for_task();
};

details::awaitable<void> resume_on(std::shared_ptr<executor> ex);
template <class E> details::awaitable<void> resume_on(std::shared_ptr<E> ex);
template <class... Ts> lazy_result<void> when_all(result<Ts>... rs);

class timer_queue {
public:
  lazy_result<void> make_delay_object(std::chrono::milliseconds due,
                                      std::shared_ptr<thread_pool_executor> ex);
};

class runtime {
public:
  std::shared_ptr<concurrencpp::timer_queue> timer_queue() const;
  std::shared_ptr<concurrencpp::thread_pool_executor> background_executor() const;
};
} // namespace concurrencpp

template <class T, class... Args>
struct std::coroutine_traits<concurrencpp::result<T>, Args...> {
  using promise_type = concurrencpp::details::initialy_resumed_promise<T>;
};
template <class T, class... Args>
struct std::coroutine_traits<concurrencpp::lazy_result<T>, Args...> {
  using promise_type = concurrencpp::details::lazy_promise<T>;
};
template <class... Args>
struct std::coroutine_traits<concurrencpp::null_result, Args...> {
  using promise_type = concurrencpp::details::null_promise;
};
