// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as Boost.Cobalt's do: an eager promise that is cancelled
// when it dies attached, a lazy task, an eager generator, a detached type, and
// combinators that are awaitables.
#pragma once
#include <coroutine>
#include <cstddef>
#include <exception>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace boost::asio {
class any_io_executor {};
struct detached_t {};
inline constexpr detached_t detached;
class io_context {
public:
  any_io_executor get_executor();
  std::size_t run();
};
} // namespace boost::asio

namespace boost::cobalt {
namespace asio = boost::asio;
using executor = asio::any_io_executor;

namespace detail {
template <class T>
using value_t = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
template <class R> R make();
template <class T> struct receiver_awaiter {
  bool await_ready() const;
  template <class P> bool await_suspend(std::coroutine_handle<P>);
  T await_resume();
};
struct final_awaitable {
  bool await_ready() const noexcept { return false; }
  template <class P>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<P>) noexcept;
  void await_resume() noexcept;
};
template <class T> struct returns {
  template <class U> void return_value(U &&value);
};
template <> struct returns<void> {
  void return_void();
};
struct executor_awaitable {
  bool await_ready() const { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  executor await_resume() const;
};
} // namespace detail

namespace this_coro {
struct executor_t {
  detail::executor_awaitable operator co_await() const;
};
inline constexpr executor_t executor;
} // namespace this_coro

template <class Return> struct [[nodiscard]] promise {
  struct promise_type : detail::returns<Return> {
    promise get_return_object();
    std::suspend_never initial_suspend() const noexcept { return {}; }
    detail::final_awaitable final_suspend() noexcept { return {}; }
    void unhandled_exception();
  };
  promise(promise &&other) noexcept;
  promise &operator=(promise &&other) noexcept;
  ~promise();
  auto operator co_await() { return detail::receiver_awaiter<Return>{}; }
  void operator+() &&;
  void cancel();
  bool ready() const;
  explicit operator bool() const;
  bool attached() const;
  void detach();
  void attach();
  Return get();
};

template <class Return> struct [[nodiscard]] task {
  struct promise_type : detail::returns<Return> {
    task get_return_object();
    std::suspend_always initial_suspend() const noexcept { return {}; }
    detail::final_awaitable final_suspend() noexcept { return {}; }
    void unhandled_exception();
  };
  task(task &&other) noexcept;
  task &operator=(task &&other) noexcept;
  ~task();
  auto operator co_await() { return detail::receiver_awaiter<Return>{}; }
};

template <class Yield, class Push = void> struct [[nodiscard]] generator {
  struct promise_type {
    generator get_return_object();
    std::suspend_never initial_suspend() const noexcept { return {}; }
    detail::final_awaitable final_suspend() noexcept { return {}; }
    detail::receiver_awaiter<Push> yield_value(Yield value);
    void return_value(Yield value);
    void unhandled_exception();
  };
  generator(generator &&other) noexcept;
  ~generator();
  explicit operator bool() const;
  auto operator co_await() { return detail::receiver_awaiter<Yield>{}; }
};

struct detached {
  struct promise_type {
    detached get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception();
  };
};

// What co_main returns: the library's main runs it.
struct main {
  struct promise_type {
    main get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    detail::final_awaitable final_suspend() noexcept { return {}; }
    void return_value(int value);
    void unhandled_exception();
  };
};

namespace detail {
template <class T> struct wrapper {
  auto operator co_await() && { return receiver_awaiter<T>{}; }
};
template <class A>
using awaited_t = decltype(std::declval<A>().operator co_await().await_resume());
} // namespace detail

template <class... Ps>
detail::wrapper<std::tuple<detail::value_t<detail::awaited_t<Ps>>...>>
gather(Ps &&...p) {
  return {};
}
template <class... Ps>
detail::wrapper<std::tuple<detail::value_t<detail::awaited_t<Ps>>...>>
join(Ps &&...p) {
  return {};
}
template <class... Ps> detail::wrapper<std::size_t> race(Ps &&...p) {
  return {};
}
detail::wrapper<std::vector<int>> join(std::vector<promise<int>> &all);

struct wait_group {
  void push_back(promise<void> p);
  detail::wrapper<std::size_t> wait_one();
  detail::wrapper<void> wait();
  detail::receiver_awaiter<void> operator co_await();
  void cancel();
  std::size_t size() const;
};

template <class T> struct channel {
  explicit channel(std::size_t limit);
  detail::wrapper<T> read();
  detail::wrapper<void> write(T value);
  void close();
};

template <class T, class Token>
void spawn(asio::io_context &ctx, task<T> &&t, Token &&token) {}
template <class T, class Token> void spawn(executor ex, task<T> &&t, Token &&token) {}
template <class T> T run(task<T> t);

// An operation of the network, started when it is awaited.
detail::wrapper<std::size_t> async_read_some(int socket);
} // namespace boost::cobalt
