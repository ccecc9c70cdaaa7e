// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as Seastar's do: an eager [[nodiscard]] future with
// continuations, awaited through a free operator co_await, made a coroutine
// type by a partial specialisation of std::coroutine_traits.
#pragma once
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace seastar {

template <class T = void> class future;

namespace internal {
template <class R> R make();
template <class T> struct futurize {
  using type = future<T>;
};
template <class T> struct futurize<future<T>> {
  using type = future<T>;
};
template <class T> struct get_type {
  using type = T &&;
};
template <> struct get_type<void> {
  using type = void;
};
template <class F, class T> struct then_result {
  using type = typename futurize<std::invoke_result_t<F, T>>::type;
};
template <class F> struct then_result<F, void> {
  using type = typename futurize<std::invoke_result_t<F>>::type;
};
} // namespace internal

template <class T> using futurize_t = typename internal::futurize<T>::type;

template <class T> class [[nodiscard]] future {
public:
  future(future &&) noexcept;
  future &operator=(future &&) noexcept;
  ~future();
  future(const future &) = delete;

  bool available() const noexcept;
  bool failed() const noexcept;
  std::exception_ptr get_exception();
  typename internal::get_type<T>::type get();
  void wait() noexcept;
  void ignore_ready_future() noexcept;

  template <class F>
  typename internal::then_result<F, T>::type then(F &&f) noexcept {
    return internal::make<typename internal::then_result<F, T>::type>();
  }
  template <class F>
  futurize_t<std::invoke_result_t<F, future>> then_wrapped(F &&f) noexcept {
    return internal::make<futurize_t<std::invoke_result_t<F, future>>>();
  }
  template <class F> future<T> finally(F &&f) noexcept {
    return internal::make<future<T>>();
  }
  template <class F> future<T> handle_exception(F &&f) noexcept {
    return internal::make<future<T>>();
  }
  future<> discard_result() noexcept;
  future<T> or_terminate() noexcept;
};

template <class T = void> class promise {
public:
  promise() noexcept;
  promise(promise &&) noexcept;
  future<T> get_future() noexcept;
  template <class... A> void set_value(A &&...a);
};

namespace internal {
template <bool CheckPreempt, class T> struct awaiter {
  bool await_ready() const noexcept;
  template <class U> void await_suspend(std::coroutine_handle<U>) noexcept;
  T await_resume();
};
template <class T> struct coroutine_traits_base {
  struct promise_type {
    future<T> get_return_object() noexcept;
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept;
    template <class U> void return_value(U &&u);
  };
};
template <> struct coroutine_traits_base<void> {
  struct promise_type {
    future<> get_return_object() noexcept;
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept;
    void return_void() noexcept;
  };
};
} // namespace internal

template <class T>
internal::awaiter<true, T> operator co_await(future<T> f) noexcept;

template <class T, class... A> future<T> make_ready_future(A &&...value);
template <class T = void>
future<T> make_exception_future(std::exception_ptr e) noexcept;

template <class... Futures>
future<std::tuple<Futures...>> when_all(Futures &&...futures) noexcept;
template <class It>
future<std::vector<future<>>> when_all(It begin, It end) noexcept;
template <class... Futures> future<> when_all_succeed(Futures &&...f) noexcept;

class semaphore_units {
public:
  semaphore_units(semaphore_units &&) noexcept;
  ~semaphore_units();
};
class semaphore {
public:
  explicit semaphore(std::size_t count);
  future<> wait(std::size_t n = 1);
  void signal(std::size_t n = 1);
};
future<semaphore_units> get_units(semaphore &sem, std::size_t units);
template <class F>
futurize_t<std::invoke_result_t<F>> with_semaphore(semaphore &s, std::size_t n,
                                                   F &&f) {
  return internal::make<futurize_t<std::invoke_result_t<F>>>();
}

class rwlock {
public:
  class holder {
  public:
    holder(holder &&) noexcept;
    ~holder();
  };
  future<holder> hold_read_lock();
  future<holder> hold_write_lock();
};

class gate {
public:
  class holder {
  public:
    holder(holder &&) noexcept;
    ~holder();
  };
  holder hold();
  future<> close() noexcept;
};
template <class F>
futurize_t<std::invoke_result_t<F>> with_gate(gate &g, F &&f) {
  return internal::make<futurize_t<std::invoke_result_t<F>>>();
}

// Runs the callable in a stackful thread, where get() may block.
template <class F, class... A>
futurize_t<std::invoke_result_t<F, A...>> async(F &&f, A &&...a) noexcept {
  return internal::make<futurize_t<std::invoke_result_t<F, A...>>>();
}

future<> sleep(std::chrono::milliseconds d);
class abort_source {
public:
  bool abort_requested() const noexcept;
  void check() const;
};
future<> sleep_abortable(std::chrono::milliseconds d, abort_source &as);
future<> yield() noexcept;
future<> maybe_yield() noexcept;
class condition_variable {
public:
  future<> wait() noexcept;
  template <class Pred> future<> wait(Pred &&pred) noexcept {
    return internal::make<future<>>();
  }
  void signal() noexcept;
  void broadcast() noexcept;
};
template <class Range, class F>
future<> parallel_for_each(Range &&r, F f) noexcept {
  return internal::make<future<>>();
}
template <class Range, class F>
future<> max_concurrent_for_each(Range &&r, std::size_t n, F f) noexcept {
  return internal::make<future<>>();
}

namespace coroutine {
struct [[nodiscard("must co_await a maybe_yield()")]] maybe_yield final {
  maybe_yield() = default;
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() const noexcept {}
};
// Awaits the future, and gives it back when it is available.
template <class T> class [[nodiscard]] as_future {
public:
  explicit as_future(future<T> &&f) noexcept {}
  bool await_ready() const noexcept;
  template <class U> void await_suspend(std::coroutine_handle<U>) noexcept;
  future<T> await_resume() noexcept;
};
template <class T> as_future(future<T> &&) -> as_future<T>;
template <class F> class lambda {
public:
  explicit lambda(F &&f) {}
  template <class... A> auto operator()(A &&...a) const
      -> std::invoke_result_t<F &, A...> {
    return internal::make<std::invoke_result_t<F &, A...>>();
  }
};
} // namespace coroutine
} // namespace seastar

template <class T, class... Args>
struct std::coroutine_traits<seastar::future<T>, Args...>
    : seastar::internal::coroutine_traits_base<T> {};
