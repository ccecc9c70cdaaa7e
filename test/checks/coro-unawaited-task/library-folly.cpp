// RUN: %check_coro %s
//
// folly: a lazy Task, bound to an executor and started; an Expected that is a
// coroutine type but no task.
#include "../Inputs/folly.h"
#include <string>

using folly::coro::Task;
Task<int> answer();
Task<> work();
folly::Expected<int, std::string> parse(const char *text);

Task<> lost(folly::Executor::KeepAlive<> ex, folly::coro::Mutex &m) {
  answer();                                     // X: lazy
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  work().scheduleOn(ex);                        // X: bound, not started
  // expected-warning@-1 {{'Task::scheduleOn' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto bound = answer().scheduleOn(ex);         // X: bound, kept, not started
  // expected-warning@-1 {{'bound' holds a lazy task that is never awaited; the body of 'Task::scheduleOn' never runs [coro-unawaited-task]}}
  folly::coro::collectAll(answer(), answer());  // X: a Task of both
  // expected-warning@-1 {{'collectAll' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  folly::coro::sleep(std::chrono::seconds(1));  // X: no pause is made
  // expected-warning@-1 {{'sleep' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  folly::coro::co_invoke([]() -> Task<> { co_await work(); }); // X: a Task
  // expected-warning@-1 {{'co_invoke' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto lock = m.co_scoped_lock();               // X: the task of a lock
  // expected-warning@-1 {{'lock' holds a lazy task that is never awaited; the body of 'Mutex::co_scoped_lock' never runs [coro-unawaited-task]}}
  std::vector<Task<int>> tasks;                 // X: never collected
  // expected-warning@-1 {{'tasks' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  tasks.push_back(answer());
  co_return;
}

Task<> awaited(folly::Executor::KeepAlive<> ex, folly::coro::Mutex &m) {
  int n = co_await answer();
  co_await work().scheduleOn(ex);
  auto [a, b] = co_await folly::coro::collectAll(answer(), answer());
  co_await folly::coro::co_invoke([]() -> Task<> { co_await work(); });
  auto lock = co_await m.co_scoped_lock();
  std::vector<Task<int>> tasks;
  tasks.push_back(answer());
  auto all = co_await folly::coro::collectAllRange(std::move(tasks));
  co_await folly::coro::co_reschedule_on_current_executor;
  auto *here = co_await folly::coro::co_current_executor;
  (void)n, (void)here;
}

void started(folly::Executor::KeepAlive<> ex, folly::coro::AsyncScope &scope) {
  work().scheduleOn(ex).start();                // V: runs, fire and forget
  work().scheduleOn(ex).start([](auto &&) {});  // V: runs, with a callback
  scope.add(work().scheduleOn(ex));             // V: the scope joins it
  auto future = answer().scheduleOn(ex).start();
  int n = std::move(future).get();
  n += folly::coro::blockingWait(answer());
}

// co_await on an Expected unwraps it or leaves; nothing is pending.
folly::Expected<int, std::string> twice(const char *text) {
  parse(text); // V: already parsed: an ignored result, not a lost task
  auto unused = parse(text);
  int n = co_await parse(text);
  co_return n * 2;
}
