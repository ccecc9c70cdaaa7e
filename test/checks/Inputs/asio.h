// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as asio's do: a lazy [[nodiscard]] awaitable without an
// operator co_await of its own, whose promise is named by a specialisation of
// std::coroutine_traits and decides in await_transform what may be awaited.
#pragma once
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <future>
#include <string>
#include <system_error>
#include <utility>

namespace asio {

using error_code = std::error_code;
class any_io_executor {};

namespace detail {
template <class R> R make();
template <class T, class Executor> class awaitable_frame;
template <class T, class Executor> class awaitable_frame_base;
} // namespace detail

template <class T, class Executor = any_io_executor>
class [[nodiscard]] awaitable {
public:
  using value_type = T;
  using executor_type = Executor;
  constexpr awaitable() noexcept;
  awaitable(awaitable &&other) noexcept;
  awaitable &operator=(awaitable &&other) noexcept;
  ~awaitable();
  bool valid() const noexcept;

  bool await_ready() const noexcept { return false; }
  template <class U>
  void await_suspend(std::coroutine_handle<detail::awaitable_frame<U, Executor>>);
  T await_resume();
};

namespace this_coro {
struct executor_t {};
inline constexpr executor_t executor;
} // namespace this_coro

template <class Executor = any_io_executor> struct use_awaitable_t {};
inline constexpr use_awaitable_t<> use_awaitable;
struct detached_t {};
inline constexpr detached_t detached;
struct deferred_t {};
inline constexpr deferred_t deferred;
struct use_future_t {};
inline constexpr use_future_t use_future;

// What an operation started with 'deferred' returns: nothing runs before it
// is awaited or called.
template <class T> class [[nodiscard]] deferred_async_operation {
public:
  template <class Token> auto operator()(Token &&token) &&;
};

namespace detail {
struct executor_awaiter {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  any_io_executor await_resume() const noexcept;
};
template <class T> struct operation_awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};

template <class T, class Executor> class awaitable_frame_base {
public:
  auto initial_suspend() noexcept { return std::suspend_always(); }
  auto final_suspend() noexcept {
    struct result {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<>) noexcept {}
      void await_resume() const noexcept {}
    };
    return result{};
  }
  void unhandled_exception();

  template <class U>
  awaitable<U, Executor> await_transform(awaitable<U, Executor> a) const {
    return a;
  }
  template <class U>
  operation_awaiter<U> await_transform(deferred_async_operation<U> op);
  executor_awaiter await_transform(this_coro::executor_t) noexcept;
};

template <class T, class Executor>
class awaitable_frame : public awaitable_frame_base<T, Executor> {
public:
  awaitable<T, Executor> get_return_object() noexcept;
  template <class U> void return_value(U &&u);
};
template <class Executor>
class awaitable_frame<void, Executor>
    : public awaitable_frame_base<void, Executor> {
public:
  awaitable<void, Executor> get_return_object() noexcept;
  void return_void();
};

// What an asynchronous operation returns for each completion token.
template <class Token, class T> struct initiated {
  using type = void;
};
template <class Executor, class T>
struct initiated<use_awaitable_t<Executor>, T> {
  using type = awaitable<T, Executor>;
};
template <class T> struct initiated<deferred_t, T> {
  using type = deferred_async_operation<T>;
};
template <class T> struct initiated<use_future_t, T> {
  using type = std::future<T>;
};
template <class Token, class T>
using initiated_t = typename initiated<std::decay_t<Token>, T>::type;
} // namespace detail
} // namespace asio

template <class T, class Executor, class... Args>
struct std::coroutine_traits<asio::awaitable<T, Executor>, Args...> {
  using promise_type = asio::detail::awaitable_frame<T, Executor>;
};

namespace asio {

class io_context {
public:
  using executor_type = any_io_executor;
  executor_type get_executor() noexcept;
  std::size_t run();
  std::size_t run_one();
  template <class Rep, class Period>
  std::size_t run_for(const std::chrono::duration<Rep, Period> &d) {
    return 0;
  }
  template <class Clock, class Duration>
  std::size_t run_until(const std::chrono::time_point<Clock, Duration> &t) {
    return 0;
  }
  std::size_t poll();
  std::size_t poll_one();
  void stop();
  bool stopped() const;
  void restart();
};

class thread_pool {
public:
  using executor_type = any_io_executor;
  explicit thread_pool(std::size_t threads = 1);
  ~thread_pool();
  executor_type get_executor() noexcept;
  void join();
  void wait();
};

template <class Executor, class T, class E, class Token>
detail::initiated_t<Token, T> co_spawn(const Executor &ex, awaitable<T, E> a,
                                       Token &&token) {
  return detail::make<detail::initiated_t<Token, T>>();
}
template <class Context, class T, class E, class Token>
  requires requires(Context &c) { c.get_executor(); }
detail::initiated_t<Token, T> co_spawn(Context &ctx, awaitable<T, E> a,
                                       Token &&token) {
  return detail::make<detail::initiated_t<Token, T>>();
}
template <class Context, class F, class Token>
  requires requires(F f) { f().await_resume(); }
auto co_spawn(Context &&ctx, F f, Token &&token)
    -> detail::initiated_t<Token, decltype(f().await_resume())> {
  return detail::make<
      detail::initiated_t<Token, decltype(f().await_resume())>>();
}

template <class Target, class F> auto post(Target &&target, F &&f)
    -> detail::initiated_t<F, void> {
  return detail::make<detail::initiated_t<F, void>>();
}
template <class Target, class F> auto dispatch(Target &&target, F &&f)
    -> detail::initiated_t<F, void> {
  return detail::make<detail::initiated_t<F, void>>();
}

template <class Clock> class basic_waitable_timer {
public:
  using clock_type = Clock;
  using duration = typename Clock::duration;
  explicit basic_waitable_timer(const any_io_executor &ex);
  basic_waitable_timer(const any_io_executor &ex, duration after);
  std::size_t expires_after(duration after);
  std::size_t cancel();
  void wait();
  void wait(error_code &ec);
  template <class Token> auto async_wait(Token &&token)
      -> detail::initiated_t<Token, void> {
    return detail::make<detail::initiated_t<Token, void>>();
  }
};
using steady_timer = basic_waitable_timer<std::chrono::steady_clock>;

class mutable_buffer {};
mutable_buffer buffer(std::string &s);

template <class Protocol> class basic_socket {
public:
  void connect(const typename Protocol::endpoint &peer);
  void close();
  void non_blocking(bool mode);
  std::size_t available() const;
  template <class Token>
  auto async_connect(const typename Protocol::endpoint &peer, Token &&token)
      -> detail::initiated_t<Token, void>;
};
template <class Protocol>
class basic_stream_socket : public basic_socket<Protocol> {
public:
  explicit basic_stream_socket(const any_io_executor &ex);
  basic_stream_socket(basic_stream_socket &&);
  std::size_t read_some(mutable_buffer b);
  std::size_t write_some(mutable_buffer b);
  template <class Token>
  auto async_read_some(mutable_buffer b, Token &&token)
      -> detail::initiated_t<Token, std::size_t>;
};
template <class Protocol> class basic_socket_acceptor {
public:
  explicit basic_socket_acceptor(const any_io_executor &ex);
  typename Protocol::socket accept();
  template <class Token>
  auto async_accept(Token &&token)
      -> detail::initiated_t<Token, typename Protocol::socket>;
};

namespace ip {
template <class Protocol> class basic_resolver {
public:
  using results_type = typename Protocol::endpoint;
  explicit basic_resolver(const any_io_executor &ex);
  results_type resolve(const std::string &host, const std::string &service);
  template <class Token>
  auto async_resolve(const std::string &host, const std::string &service,
                     Token &&token) -> detail::initiated_t<Token, results_type>;
};
class tcp {
public:
  class endpoint {};
  using socket = basic_stream_socket<tcp>;
  using acceptor = basic_socket_acceptor<tcp>;
  using resolver = basic_resolver<tcp>;
};
} // namespace ip

std::size_t read(ip::tcp::socket &s, mutable_buffer b);
std::size_t write(ip::tcp::socket &s, mutable_buffer b);
template <class Token>
auto async_read(ip::tcp::socket &s, mutable_buffer b, Token &&token)
    -> detail::initiated_t<Token, std::size_t>;
template <class Token>
auto async_write(ip::tcp::socket &s, mutable_buffer b, Token &&token)
    -> detail::initiated_t<Token, std::size_t>;

namespace experimental::awaitable_operators {
template <class E>
awaitable<void, E> operator&&(awaitable<void, E> a, awaitable<void, E> b);
template <class E>
awaitable<void, E> operator||(awaitable<void, E> a, awaitable<void, E> b);
} // namespace experimental::awaitable_operators
} // namespace asio
