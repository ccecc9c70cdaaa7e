// RUN: %check_coro %s
// expected-no-diagnostics
//
// Neighbouring mistakes that other checks report; this check stays silent, so
// that nothing is said twice. Cases 14, 21, 22, 23, 29, 30, 31.
#include "../Inputs/cppcoro.h"
#include "../Inputs/user_task.h"
#include <functional>
#include <stdexcept>
#include <vector>

task<> f();
task<int> g();
task<bool> check();
cppcoro::task<> work();

// belongs to coro-task-of-task
auto deduced_twice() { return []() -> task<task<int>> { co_return g(); }; }
task<task<int>> spelt_out() { co_return g(); }
cppcoro::task<> nested_results() {
  co_await cppcoro::when_all_ready(work(), work()); // V: its tasks are done, their results not looked at
  auto results = co_await cppcoro::when_all_ready(work(), work());
  (void)results;
}

// belongs to coro-task-condition
task<> conditions() {
  if (check())
    co_return;
  while (!g())
    co_return;
  if (auto t = check(); t.valid())
    co_await std::move(t);
}

// belongs to coro-void-callback
void for_each(const std::vector<int> &v, std::function<void(int)> fn);
struct listener {
  virtual void on_event() = 0;
  virtual task<> on_close() = 0;
};
struct impl : listener {
  void on_event() override { (void)f(); }
  task<> on_close() override { co_await f(); }
};
task<> callbacks(const std::vector<int> &v) {
  for_each(v, [](int) -> task<> { co_await f(); });
  std::function<void()> fn = f;
  co_return;
}

// belongs to coro-missing-co-return
task<int> falls_off(bool c) {
  if (c)
    co_return 1;
}
task<int> only_throws() { throw std::runtime_error("not implemented"); }
task<int> forwards() { return g(); }
