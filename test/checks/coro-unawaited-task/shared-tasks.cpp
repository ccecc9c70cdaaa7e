// RUN: %check_coro %s
//
// A shared task may be copied and awaited often. A lazy one still never runs
// if no copy is awaited; a copy made is a use.
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"

cppcoro::shared_task<int> load();
cppcoro::task<int> work();
cppcoro::task<> use(cppcoro::shared_task<int> t);

cppcoro::task<> lost() {
  load();                            // X: lazy, nobody else holds it
  // expected-warning@-1 {{'load' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = load();                   // X: never awaited, never copied
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'load' never runs [coro-unawaited-task]}}
  cppcoro::make_shared_task(work()); // X: the shared task is dropped
  // expected-warning@-1 {{'make_shared_task' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

cppcoro::task<> silent() {
  auto t = load();
  co_await t;
  co_await t; // V: awaited often
  auto u = load();
  auto v = u; // V: u's task lives on in v
  co_await v;
  auto w = load();
  co_await use(w);
  auto x = cppcoro::make_shared_task(work());
  co_await cppcoro::when_all(use(x), use(x));
}

struct cache {
  cppcoro::shared_task<int> value = load();
  cppcoro::shared_task<int> get() { return value; }
  const cppcoro::shared_task<int> &peek() const { return value; }
};
cppcoro::task<int> from_cache(cache &c) {
  c.peek(); // V: a reference to what the cache keeps
  co_return co_await c.get();
}

corun::task<int> answer();
corun::task<> handles() {
  auto h = corun::create_task(answer());
  int a = co_await h;
  int b = co_await h; // V: a handle is awaited as often as one likes
  (void)a, (void)b;
  corun::create_task(answer()).detach(); // V: fire and forget, aloud
  // belongs to coro-dropped-handle: the loop owns the task and runs it.
  corun::create_task(answer()); // V
}
