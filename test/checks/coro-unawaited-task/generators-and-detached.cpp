// RUN: %check_coro %s
//
// Coroutine types whose loss is no loss.
#include "../Inputs/concurrencpp.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/sync_generator.h"
#include "../Inputs/user_task.h"
#include "../Inputs/winrt.h"

pull::generator<int> numbers();
cppcoro::generator<int> more_numbers();
folly::coro::AsyncGenerator<int> events();
folly::coro::Task<> work();
detached background();
winrt::fire_and_forget on_click();
concurrencpp::null_result log_later();

pull::generator<int> lost_generators() {
  numbers();               // V: a lazy sequence nobody wanted
  more_numbers();          // V
  auto g = numbers();      // V: an unused local, the compiler's to say
  for (int n : numbers())
    co_yield n;
  background();            // V: detached
}

folly::coro::Task<> lost_async_generator() {
  events();                // V: a generator
  auto e = events();
  e.next();                // X: next() is a task
  // expected-warning@-1 {{'AsyncGenerator::next' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  while (auto item = co_await e.next())
    (void)*item;
}

void detached_types() {
  background();
  on_click();
  log_later();
  auto d = background();   // V: nothing to await
}

folly::coro::AsyncGenerator<int> inside_a_generator() {
  work();                  // X: an asynchronous generator can await
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_await work();
  co_yield 1;
}

task<> fetch();
pull::generator<int> inside_a_sync_generator() {
  fetch();                 // X: lost all the same; no fix-it, it cannot be awaited here
  // expected-warning@-1 {{'fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_yield 1;
}
detached inside_a_detached_coroutine() {
  fetch();                 // X: dropped
  // expected-warning@-1 {{'fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_await fetch();
}
