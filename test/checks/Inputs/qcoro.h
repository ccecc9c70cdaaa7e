// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as QCoro's do: an eager task that is not [[nodiscard]],
// whose body goes on when the task object is dropped.
#pragma once
#include <chrono>
#include <coroutine>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>

class QObject {
public:
  virtual ~QObject();
};
class QTimer : public QObject {
public:
  template <class F> static void singleShot(int msec, F &&f) {}
  template <class O, class F> static void singleShot(int msec, O *o, F &&f) {}
};

class QString {};
class QEventLoop : public QObject {
public:
  int exec(int flags = 0);
  bool processEvents(int flags = 0);
  void quit();
};
class QCoreApplication : public QObject {
public:
  static int exec();
  static void processEvents(int flags = 0);
  static void quit();
};

namespace QCoro {

template <class T = void> class Task;

namespace detail {
template <class R> R make();
template <class T> struct TaskAwaiter {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
class TaskFinalSuspend {
public:
  bool await_ready() const noexcept;
  template <class P> void await_suspend(std::coroutine_handle<P>) noexcept;
  void await_resume() const noexcept;
};
class TaskPromiseBase {
public:
  std::suspend_never initial_suspend() const noexcept { return {}; }
  auto final_suspend() const noexcept { return TaskFinalSuspend{}; }
  template <class A>
    requires requires(A &&a) { static_cast<A &&>(a).operator co_await(); }
  auto await_transform(A &&a) {
    return static_cast<A &&>(a).operator co_await();
  }
  template <class A>
    requires requires(A &&a) { a.await_ready(); }
  A &&await_transform(A &&a) {
    return static_cast<A &&>(a);
  }
};
template <class T> class TaskPromise : public TaskPromiseBase {
public:
  Task<T> get_return_object() noexcept;
  void unhandled_exception();
  template <class U> void return_value(U &&u);
};
template <> class TaskPromise<void> : public TaskPromiseBase {
public:
  Task<void> get_return_object() noexcept;
  void unhandled_exception();
  void return_void() noexcept;
};
} // namespace detail

template <class T> class Task {
public:
  using promise_type = detail::TaskPromise<T>;
  using value_type = T;
  explicit Task() noexcept;
  Task(Task &&) noexcept;
  Task &operator=(Task &&) noexcept;
  ~Task();
  bool isReady() const;
  auto operator co_await() const noexcept { return detail::TaskAwaiter<T>{}; }
  template <class F> Task<void> then(F &&f) & {
    return detail::make<Task<void>>();
  }
  template <class F> Task<void> then(F &&f) && {
    return detail::make<Task<void>>();
  }
  template <class F, class E> Task<void> then(F &&f, E &&onError) && {
    return detail::make<Task<void>>();
  }
};

template <class T> T waitFor(Task<T> &&t);
template <class T> T waitFor(Task<T> &t);
template <class T, class O, class F> void connect(Task<T> &&t, O *context, F &&f) {}
detail::TaskAwaiter<void> sleepFor(std::chrono::milliseconds d);
} // namespace QCoro
