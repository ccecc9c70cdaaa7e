// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as folly's do: a lazy Task that is awaited through the
// promise's await_transform, bound to an executor before it is started, and
// an Expected that is a coroutine type without being asynchronous.
#pragma once
#include <chrono>
#include <coroutine>
#include <exception>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace folly {

struct Unit {};
class Executor {
public:
  template <class E = Executor> class KeepAlive {
  public:
    KeepAlive() = default;
    KeepAlive(E *e);
  };
  virtual ~Executor();
};
class CPUThreadPoolExecutor : public Executor {
public:
  explicit CPUThreadPoolExecutor(int threads);
};

namespace coro::detail {
template <class T> struct TaskAwaiter;
}
// A loop of its own, run by whom calls loop.
class EventBase : public Executor {
public:
  bool loop();
  bool loopOnce(int flags = 0);
  void loopForever();
  void terminateLoopSoon();
};

template <class T> class Future {
public:
  Future(Future &&) noexcept;
  ~Future();
  T get() &&;
  T getVia(EventBase *e) &&;
  Future &wait() &;
  bool isReady() const;
  bool hasValue() const;
  T &value() &;
  friend coro::detail::TaskAwaiter<T> co_viaIfAsync(Executor::KeepAlive<>,
                                                    Future &&f) noexcept;
};
template <class T> class SemiFuture {
public:
  bool isReady() const;
  bool hasValue() const;
  T &value() &;
  Future<T> via(Executor::KeepAlive<> ex) &&;
  friend coro::detail::TaskAwaiter<T> co_viaIfAsync(Executor::KeepAlive<>,
                                                    SemiFuture &&f) noexcept;
  SemiFuture(SemiFuture &&) noexcept;
  ~SemiFuture();
  T get() &&;
  SemiFuture &wait() &;
};

namespace coro {

template <class T = void> class Task;
template <class T = void> class TaskWithExecutor;

namespace detail {
template <class T>
using value_t = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
template <class R> R make();
template <class T> struct TaskAwaiter {
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
class TaskPromiseBase {
public:
  struct FinalAwaiter {
    bool await_ready() noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P>) noexcept;
    void await_resume() noexcept;
  };
  std::suspend_always initial_suspend() noexcept { return {}; }
  FinalAwaiter final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept;

  template <class Awaitable>
  auto await_transform(Awaitable &&a)
      -> decltype(co_viaIfAsync(Executor::KeepAlive<>{},
                                static_cast<Awaitable &&>(a)));
};
template <class T> class TaskPromise : public TaskPromiseBase {
public:
  Task<T> get_return_object() noexcept;
  template <class U = T> void return_value(U &&u);
};
template <> class TaskPromise<void> : public TaskPromiseBase {
public:
  Task<void> get_return_object() noexcept;
  void return_void() noexcept;
};
} // namespace detail

template <class T> class [[nodiscard]] TaskWithExecutor {
public:
  TaskWithExecutor(TaskWithExecutor &&) noexcept;
  ~TaskWithExecutor();
  SemiFuture<std::conditional_t<std::is_void_v<T>, Unit, T>> start() &&;
  template <class Callback> void start(Callback &&onDone) && {}
  detail::TaskAwaiter<T> operator co_await() && noexcept;
  friend detail::TaskAwaiter<T> co_viaIfAsync(Executor::KeepAlive<>,
                                              TaskWithExecutor &&t) noexcept;
};

template <class T> class [[nodiscard]] Task {
public:
  using promise_type = detail::TaskPromise<T>;
  Task(Task &&) noexcept;
  Task &operator=(Task &&) noexcept;
  ~Task();
  TaskWithExecutor<T> scheduleOn(Executor::KeepAlive<> ex) && noexcept;
  SemiFuture<std::conditional_t<std::is_void_v<T>, Unit, T>> semi() &&;
  friend detail::TaskAwaiter<T> co_viaIfAsync(Executor::KeepAlive<>,
                                              Task &&t) noexcept {
    return {};
  }
};

template <class Reference> class [[nodiscard]] AsyncGenerator {
public:
  class promise_type {
  public:
    AsyncGenerator get_return_object() noexcept;
    std::suspend_always initial_suspend() noexcept { return {}; }
    detail::TaskPromiseBase::FinalAwaiter final_suspend() noexcept { return {}; }
    detail::TaskPromiseBase::FinalAwaiter yield_value(Reference value) noexcept;
    void unhandled_exception() noexcept;
    void return_void() noexcept;
    template <class Awaitable>
    auto await_transform(Awaitable &&a)
        -> decltype(co_viaIfAsync(Executor::KeepAlive<>{},
                                  static_cast<Awaitable &&>(a)));
  };
  struct NextResult {
    explicit operator bool() const noexcept;
    Reference operator*() const;
  };
  AsyncGenerator(AsyncGenerator &&) noexcept;
  ~AsyncGenerator();
  Task<NextResult> next();
};

template <class T> T blockingWait(Task<T> &&t);
template <class T> T blockingWait(TaskWithExecutor<T> &&t);
template <class T> T blockingWait(SemiFuture<T> &&f);
template <class... Ts> Task<std::tuple<detail::value_t<Ts>...>> collectAll(Task<Ts> &&...tasks);
template <class T> Task<std::vector<T>> collectAllRange(std::vector<Task<T>> ts);
template <class F, class... A>
std::invoke_result_t<F, A...> co_invoke(F f, A... args) {
  return detail::make<std::invoke_result_t<F, A...>>();
}
Task<void> sleep(std::chrono::milliseconds d);

struct co_current_executor_t {};
inline constexpr co_current_executor_t co_current_executor;
namespace detail {
class co_reschedule_on_current_executor_ {
  friend TaskAwaiter<void>
  co_viaIfAsync(Executor::KeepAlive<>,
                co_reschedule_on_current_executor_) noexcept;
};
} // namespace detail
using co_reschedule_on_current_executor_t =
    detail::co_reschedule_on_current_executor_;
inline constexpr co_reschedule_on_current_executor_t
    co_reschedule_on_current_executor;
detail::TaskAwaiter<Executor *> co_viaIfAsync(Executor::KeepAlive<>,
                                              co_current_executor_t) noexcept;

class Baton {
public:
  bool ready() const noexcept;
  void post() noexcept;
  friend detail::TaskAwaiter<void> co_viaIfAsync(Executor::KeepAlive<>,
                                                 const Baton &b) noexcept;
};
class Mutex {
public:
  Task<void> co_lock();
  Task<struct MutexLock> co_scoped_lock();
};
struct MutexLock {
  MutexLock(MutexLock &&) noexcept;
  ~MutexLock();
};
class AsyncScope {
public:
  void add(TaskWithExecutor<void> &&t);
  Task<void> joinAsync() noexcept;
};
} // namespace coro
namespace futures {
SemiFuture<Unit> sleep(std::chrono::milliseconds d);
}

template <class E> struct Unexpected {
  E error;
};
template <class E> Unexpected<std::decay_t<E>> makeUnexpected(E &&e);

// A coroutine type whose co_await unwraps or leaves: it never suspends.
template <class V, class E> class Expected {
public:
  Expected(V value);
  Expected(Unexpected<E> e);
  bool hasValue() const noexcept;
  V &value() &;
};
namespace expected_detail {
template <class V, class E> struct Promise {
  Expected<V, E> get_return_object() noexcept;
  std::suspend_never initial_suspend() const noexcept { return {}; }
  std::suspend_never final_suspend() const noexcept { return {}; }
  void unhandled_exception();
  void return_value(V v);
};
template <class V, class E> struct Awaitable {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  V await_resume();
};
} // namespace expected_detail
template <class V, class E>
expected_detail::Awaitable<V, E> operator co_await(Expected<V, E> &&e);
} // namespace folly

template <class V, class E, class... Args>
struct std::coroutine_traits<folly::Expected<V, E>, Args...> {
  using promise_type = folly::expected_detail::Promise<V, E>;
};
