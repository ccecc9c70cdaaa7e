// RUN: %check_coro %s
// expected-no-diagnostics
//
// Correct code of real projects that looks un-awaited. Nothing is reported.
// N01, N04, N07, N10, N13, N16, N19, N22, N25, N28, N40, N46.
#include "../Inputs/folly.h"
#include "../Inputs/kj.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include "../Inputs/winrt.h"
#include <string>
#include <vector>

using seastar::future;
void log(const char *);

// An object whose assignment discards on purpose.
inline struct background_t {
  template <class F> void operator=(F &&) const {}
} background;
future<> run_hydrate();
void N01_background_sink() { background = run_hydrate(); }

// A lazy task that is started and detached aloud.
struct starting_task : task<> {
  struct handle {
    void detach(const char *name) &&;
  };
  handle start() &&;
};
starting_task collect(std::string out);
void N04_start_and_detach(std::string out) {
  collect(std::move(out)).start().detach("collect");
}

kj::Promise<void> send_ignoring_result();
void N07_detach_with_handler() {
  send_ignoring_result().detach([](kj::Exception) { log("failed"); });
}

coro::task<> work();
coro::task<> other();
coro::task<> N10_joined_later(coro::thread_pool &pool) {
  auto j = pool.spawn_joinable(work());
  co_await other();
  co_await j;
}
void N10_spawn_detached(coro::thread_pool &pool) {
  pool.spawn_detached(work());
}

struct waiter {
  long offset;
  seastar::promise<int> p;
};
future<int> N13_from_a_promise(std::vector<waiter> &waiters) {
  seastar::promise<int> p;
  auto fut = p.get_future();
  waiters.push_back({0, std::move(p)});
  co_return co_await std::move(fut);
}

// A parameter that says the coroutine is not to be awaited.
namespace flow {
struct Uncancellable {};
template <class T> class Future {
public:
  struct promise_type {
    Future get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
    void return_void();
  };
  user_detail::awaiter<T> operator co_await() const;
};
} // namespace flow
flow::Future<void> fail_after(flow::Uncancellable, flow::Future<void> t) {
  co_await t;
}
void N16_marker_parameter(flow::Future<void> t) {
  fail_after(flow::Uncancellable(), t);
}

winrt::Windows::Foundation::IAsyncAction get_stuff();
void N19_maybe_unused() { [[maybe_unused]] auto d = get_stuff(); }

struct N22_named_closure {
  task<> step();
  task<> run() {
    auto t = [this]() -> task<> { co_await step(); };
    co_await t();
  }
};

future<> add(int row);
template <class F> future<> for_tables(std::vector<int> &rows, F &&f) {
  for (auto &r : rows)
    co_await f(r);
}
future<> N25_callee_awaits(std::vector<int> rows) {
  co_await for_tables(rows, [&](int &r) -> future<> { co_await add(r); });
}

future<int> query(int key);
future<> N28_known_algorithm(std::vector<int> v) {
  std::vector<int> out;
  co_await seastar::max_concurrent_for_each(v, 8, [&](int k) -> future<> {
    out.push_back(co_await query(k));
  });
}

future<> N40_get_after_when_all(std::vector<future<>> fs) {
  auto v = co_await seastar::when_all(fs.begin(), fs.end());
  for (auto &x : v)
    try {
      x.get();
    } catch (...) {
    }
}

template <class V> using result = task<V>;
result<int> find(std::string dir, bool recurse);
result<int> N46_forwarding_wrapper(const std::string &dir) {
  return find(dir, true);
}

// Patterns of well-kept code: see also correlated-conditions.cpp.
folly::coro::Task<int> value();
int waits() {
  auto closure = []() -> folly::coro::Task<int> { co_return co_await value(); };
  return folly::coro::blockingWait(closure());
}
folly::coro::Task<> lambdas_given_to_a_combinator() {
  co_await folly::coro::collectAll(
      [&]() -> folly::coro::Task<int> { co_return co_await value(); }(),
      [&]() -> folly::coro::Task<int> { co_return co_await value(); }());
}
