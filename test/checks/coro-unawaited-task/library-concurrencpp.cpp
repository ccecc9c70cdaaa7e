// RUN: %check_coro %s
//
// concurrencpp: an eager result that goes on when dropped, a lazy one that
// never starts, executors that take callables.
#include "../Inputs/concurrencpp.h"

using concurrencpp::lazy_result;
using concurrencpp::result;
result<int> started();
lazy_result<int> lazy();
concurrencpp::null_result forgotten();
int compute();

result<void> lost(std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  lazy();                        // X: never starts
  // expected-warning@-1 {{'lazy' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  started();                     // X: the next line does not wait for it
  // expected-warning@-1 {{'started' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  pool->submit([] { return compute(); }); // X: result of the submitted work
  // expected-warning@-1 {{'executor::submit' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  auto t = lazy();               // X: kept, never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'lazy' never runs [coro-unawaited-task]}}
  auto r = started();            // X: likewise
  // expected-warning@-1 {{'r' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  concurrencpp::resume_on(pool); // X: no switch happens
  // expected-warning@-1 {{'resume_on' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  lazy().run();                  // X: runs, but its result is not waited for
  // expected-warning@-1 {{'lazy_result::run' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  co_return;
}

result<int> awaited(std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  int n = co_await lazy();
  auto first = started();
  auto second = pool->submit([] { return compute(); });
  n += co_await first;
  n += co_await second;
  co_await concurrencpp::resume_on(pool);
  forgotten();            // V: null_result
  pool->post([] { compute(); }); // V: post returns nothing
  co_return n;
}

void plain(std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  started();                       // V: eager: a plain function may start it
  lazy();                          // X: lazy: never starts
  // expected-warning@-1 {{'lazy' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  lazy().run();                    // V: started
  pool->submit([] { compute(); }); // V: started
  int n = started().get();
  auto r = started();
  r.wait();
  auto l = lazy();
  n += l.run().get(); // V: run takes it
}
