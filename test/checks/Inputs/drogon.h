// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Types that behave as drogon's do: a lazy [[nodiscard]] Task, a detached
// AsyncTask, awaiters derived from CallbackAwaiter.
#pragma once
#include <chrono>
#include <coroutine>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace trantor {
class EventLoop {
public:
  void loop();
  void quit();
  void queueInLoop(std::function<void()> f);
  void runAfter(double delay, std::function<void()> f);
};
} // namespace trantor

namespace drogon {

template <class T = void> struct Task;

namespace internal {
template <class R> R make();
template <class T> struct task_awaiter {
  bool await_ready() noexcept;
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>);
  T await_resume();
};
struct final_awaiter {
  bool await_ready() noexcept { return false; }
  template <class P> auto await_suspend(std::coroutine_handle<P>) noexcept;
  void await_resume() noexcept {}
};
template <class T> struct returns {
  void return_value(const T &v);
  void return_value(T &&v);
};
template <> struct returns<void> {
  void return_void();
};
} // namespace internal

template <class T> struct [[nodiscard]] Task {
  struct promise_type : internal::returns<T> {
    Task get_return_object();
    std::suspend_always initial_suspend() { return {}; }
    auto final_suspend() noexcept { return std::suspend_always{}; }
    void unhandled_exception();
  };
  Task(const Task &) = delete;
  Task(Task &&other) noexcept;
  ~Task();
  Task &operator=(Task &&other) noexcept;
  auto operator co_await() const noexcept { return internal::task_awaiter<T>{}; }
};

// Fires a coroutine; not awaitable.
struct AsyncTask {
  struct promise_type {
    AsyncTask get_return_object() noexcept;
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void unhandled_exception();
    void return_void() noexcept {}
  };
  AsyncTask() = default;
  AsyncTask(const AsyncTask &) = delete;
  AsyncTask(AsyncTask &&other) noexcept;
};

template <class T = void> struct CallbackAwaiter {
  bool await_ready() noexcept { return false; }
  const T &await_resume() const noexcept(false);
};
template <> struct CallbackAwaiter<void> {
  bool await_ready() noexcept { return false; }
  void await_resume() noexcept(false);
};

namespace internal {
struct [[nodiscard]] TimerAwaiter : CallbackAwaiter<void> {
  void await_suspend(std::coroutine_handle<> handle);
};
struct [[nodiscard]] SwitchThreadAwaiter : CallbackAwaiter<void> {
  void await_suspend(std::coroutine_handle<> handle);
};
struct SqlResult {
  std::size_t size() const;
};
struct [[nodiscard]] SqlAwaiter : CallbackAwaiter<SqlResult> {
  void await_suspend(std::coroutine_handle<> handle);
};
} // namespace internal

internal::TimerAwaiter sleepCoro(trantor::EventLoop *loop, double delay) noexcept;
internal::SwitchThreadAwaiter switchThreadCoro(trantor::EventLoop *loop) noexcept;
Task<> when_all(std::vector<Task<>> tasks, trantor::EventLoop *loop = nullptr);
template <class T> Task<std::vector<T>> when_all(std::vector<Task<T>> tasks);

template <class A> auto sync_wait(A &&a) {
  return static_cast<A &&>(a).operator co_await().await_resume();
}
template <class A> auto co_future(A &&a) noexcept {
  using R = decltype(a.operator co_await().await_resume());
  return internal::make<std::future<R>>();
}
// Calls the callable in a coroutine of its own and awaits what it returns.
template <class C> void async_run(C &&coro) {
  [](std::decay_t<C> coro) -> AsyncTask { co_await coro(); }(static_cast<C &&>(coro));
}
template <class C> std::function<void()> async_func(C &&coro) {
  return [coro = static_cast<C &&>(coro)]() mutable { async_run(std::move(coro)); };
}

class HttpRequest;
class HttpResponse;
using HttpRequestPtr = std::shared_ptr<HttpRequest>;
using HttpResponsePtr = std::shared_ptr<HttpResponse>;
class HttpClient {
public:
  std::pair<int, HttpResponsePtr> sendRequest(const HttpRequestPtr &req,
                                              double timeout = 0);
  Task<HttpResponsePtr> sendRequestCoro(HttpRequestPtr req, double timeout = 0);
};
namespace orm {
class Transaction;
using Result = internal::SqlResult;
class DbClient {
public:
  template <class... A> Result execSqlSync(const std::string &sql, A &&...args) {
    return {};
  }
  Task<std::shared_ptr<Transaction>> newTransactionCoro();
  template <class... A> internal::SqlAwaiter execSqlCoro(const std::string &sql, A... args) {
    return {};
  }
};
class Transaction : public DbClient {};
using DbClientPtr = std::shared_ptr<DbClient>;
template <class T> class Mapper {
public:
  explicit Mapper(DbClientPtr client);
  Mapper &limit(std::size_t n);
  T findByPrimaryKey(int key);
  std::vector<T> findAll();
  std::size_t count();
  void insert(T &row);
};
template <class T> class CoroMapper {
public:
  explicit CoroMapper(DbClientPtr client);
  Task<T> findByPrimaryKey(int key);
  Task<std::vector<T>> findAll();
};
} // namespace orm
} // namespace drogon
