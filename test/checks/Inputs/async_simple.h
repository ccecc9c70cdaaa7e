// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as async_simple's do: a lazy [[nodiscard]] Lazy that is
// started with a callback, bound to an executor by via, awaited or waited for.
#pragma once
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace async_simple {

class Executor {
public:
  virtual ~Executor();
};
template <class T> class Try {
public:
  bool hasError() const;
  std::exception_ptr getException() const;
  T &value() &;
  T &&value() &&;
};
template <> class Try<void> {
public:
  bool hasError() const;
  std::exception_ptr getException() const;
  void value();
};

template <class T> class Future {
public:
  Future(Future &&) noexcept;
  ~Future();
  bool hasResult() const;
  T get() &&;
  T &value() &;
  void wait();
};

namespace coro {
template <class T = void> class Lazy;
template <class T = void> class RescheduleLazy;

namespace detail {
template <class R> R make();
template <class T> struct ValueAwaiter {
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
struct LazyPromiseBase {
  struct FinalAwaiter {
    bool await_ready() const noexcept { return false; }
    template <class P>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<P>) noexcept;
    void await_resume() noexcept {}
  };
  struct YieldAwaiter {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>);
    void await_resume() noexcept {}
  };
  std::suspend_always initial_suspend() noexcept { return {}; }
  FinalAwaiter final_suspend() noexcept { return {}; }
  template <class A> auto await_transform(A &&a) {
    if constexpr (requires { static_cast<A &&>(a).coAwait(nullptr); })
      return static_cast<A &&>(a).coAwait(nullptr);
    else if constexpr (requires { static_cast<A &&>(a).operator co_await(); })
      return static_cast<A &&>(a).operator co_await();
    else if constexpr (requires { operator co_await(static_cast<A &&>(a)); })
      return operator co_await(static_cast<A &&>(a));
    else
      return static_cast<A &&>(a);
  }
};
template <class T> struct LazyPromise : LazyPromiseBase {
  Lazy<T> get_return_object() noexcept;
  template <class V> void return_value(V &&value);
  void unhandled_exception() noexcept;
};
template <> struct LazyPromise<void> : LazyPromiseBase {
  Lazy<void> get_return_object() noexcept;
  void return_void() noexcept;
  void unhandled_exception() noexcept;
};
template <class T, bool Reschedule> class LazyBase {
public:
  using promise_type = LazyPromise<T>;
  using ValueType = T;
  LazyBase(LazyBase &&other) noexcept;
  LazyBase &operator=(LazyBase &&other) noexcept;
  ~LazyBase();
  bool isReady() const;
  Executor *getExecutor();
  template <class F> void start(F &&callback) {}
  template <class F> void directlyStart(F &&callback, Executor *ex) {}
  ValueAwaiter<Try<T>> coAwaitTry();
  ValueAwaiter<T> operator co_await();
};
} // namespace detail

template <class T>
class [[nodiscard]] Lazy : public detail::LazyBase<T, false> {
public:
  RescheduleLazy<T> via(Executor *ex) &&;
  Lazy<T> setEx(Executor *ex) &&;
  detail::ValueAwaiter<T> coAwait(Executor *ex);
};
template <class T>
class [[nodiscard]] RescheduleLazy : public detail::LazyBase<T, true> {
public:
  void detach();
};

template <class L> typename std::decay_t<L>::ValueType syncAwait(L &&lazy) {
  return detail::make<typename std::decay_t<L>::ValueType>();
}
template <class L>
typename std::decay_t<L>::ValueType syncAwait(L &&lazy, Executor *ex) {
  return detail::make<typename std::decay_t<L>::ValueType>();
}
} // namespace coro
template <class T> coro::detail::ValueAwaiter<T> operator co_await(Future<T> &&f);
namespace coro {
template <class... Ts>
Lazy<std::tuple<Try<Ts>...>> collectAll(Lazy<Ts> &&...inputs);
template <class T> Lazy<std::vector<Try<T>>> collectAll(std::vector<Lazy<T>> &&inputs);
template <class T>
Lazy<std::vector<Try<T>>> collectAllPara(std::vector<RescheduleLazy<T>> &&inputs);
template <class T> struct CollectAnyResult {
  std::size_t index();
  Try<T> _value;
};
template <class T> Lazy<CollectAnyResult<T>> collectAny(std::vector<Lazy<T>> &&inputs);
Lazy<void> sleep(std::chrono::milliseconds d);

struct Yield {
  detail::LazyPromiseBase::YieldAwaiter coAwait(Executor *);
};
struct CurrentExecutor {
  detail::ValueAwaiter<Executor *> coAwait(Executor *);
};

class SharedMutexLock {
public:
  SharedMutexLock(SharedMutexLock &&) noexcept;
  ~SharedMutexLock();
};
class Mutex {
public:
  Lazy<void> coLock();
  Lazy<SharedMutexLock> coScopedLock();
  bool tryLock();
  void unlock();
};

// Fire and forget.
struct DetachedCoroutine {
  struct promise_type {
    DetachedCoroutine get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception();
  };
};
} // namespace coro
} // namespace async_simple
