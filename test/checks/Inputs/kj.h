// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as kj's do: a promise that is an eager coroutine, whose
// destruction cancels the work; its continuations run only if it is waited on.
#pragma once
#include <coroutine>
#include <type_traits>
#include <utility>

namespace kj {

class Exception {};
class EventLoop {
public:
  void run(unsigned maxTurnCount = ~0u);
};
class WaitScope {
public:
  explicit WaitScope(EventLoop &loop);
};
template <class T> class Promise;
template <class T> class ForkedPromise;

namespace _ {
template <class R> R make();
template <class T> struct JoinPromises_ {
  using Type = Promise<T>;
};
template <class T> struct JoinPromises_<Promise<T>> {
  using Type = Promise<T>;
};
template <class F, class T> struct ReturnType_ {
  using Type = std::invoke_result_t<F, T>;
};
template <class F> struct ReturnType_<F, void> {
  using Type = std::invoke_result_t<F>;
};
template <class F, class T>
using PromiseForResult =
    typename JoinPromises_<typename ReturnType_<F, T>::Type>::Type;
template <class T> class PromiseAwaiter {
public:
  bool await_ready() const;
  template <class P> bool await_suspend(std::coroutine_handle<P>);
  T await_resume();
};
class CoroutineBase {
public:
  std::suspend_never initial_suspend();
  struct FinalAwaiter {
    bool await_ready() const noexcept;
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() const noexcept;
  };
  FinalAwaiter final_suspend() noexcept;
  void unhandled_exception();
};
template <class T> class Coroutine : public CoroutineBase {
public:
  Promise<T> get_return_object();
  void return_value(T &&value);
};
template <> class Coroutine<void> : public CoroutineBase {
public:
  Promise<void> get_return_object();
  void return_void();
};
struct Void {
  template <class T> operator T() const;
};
struct ReadyNow {
  operator Promise<void>() const;
};
struct NeverDone {
  template <class T> operator Promise<T>() const;
};
} // namespace _

inline constexpr _::ReadyNow READY_NOW = {};
inline constexpr _::NeverDone NEVER_DONE = {};

template <class T> class [[nodiscard]] Promise {
public:
  Promise(_::Void);
  Promise(Promise &&);
  Promise &operator=(Promise &&);
  ~Promise();
  template <class F> _::PromiseForResult<F, T> then(F &&f) {
    return _::make<_::PromiseForResult<F, T>>();
  }
  template <class F, class E> _::PromiseForResult<F, T> then(F &&f, E &&e) {
    return _::make<_::PromiseForResult<F, T>>();
  }
  template <class E> Promise<T> catch_(E &&onError) {
    return _::make<Promise<T>>();
  }
  Promise<T> exclusiveJoin(Promise<T> &&other);
  template <class... A> Promise<T> attach(A &&...attachments) {
    return _::make<Promise<T>>();
  }
  template <class E> Promise<T> eagerlyEvaluate(E &&onError) {
    return _::make<Promise<T>>();
  }
  template <class E> void detach(E &&onError) {}
  ForkedPromise<T> fork();
  Promise<void> ignoreResult();
  T wait(WaitScope &scope);
  bool poll(WaitScope &scope);
};
template <class T> class ForkedPromise {
public:
  Promise<T> addBranch();
};

template <class T> _::PromiseAwaiter<T> operator co_await(Promise<T> &p);
template <class T> _::PromiseAwaiter<T> operator co_await(Promise<T> &&p);

class TaskSet {
public:
  void add(Promise<void> &&p);
  Promise<void> onEmpty();
};
Promise<void> yield();
class Timer {
public:
  Promise<void> afterDelay(int milliseconds);
};
template <class F>
auto evalLater(F &&f)
    -> typename _::JoinPromises_<std::invoke_result_t<F>>::Type {
  return _::make<typename _::JoinPromises_<std::invoke_result_t<F>>::Type>();
}
} // namespace kj

template <class T, class... Args>
struct std::coroutine_traits<kj::Promise<T>, Args...> {
  using promise_type = kj::_::Coroutine<T>;
};
