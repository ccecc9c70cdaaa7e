// RUN: %check_coro %s
//
// Seastar: an eager [[nodiscard]] future. What is dropped keeps running, and
// nobody waits for it or learns that it failed.
#include "../Inputs/seastar.h"
#include <vector>

using seastar::future;
future<int> read(int fd);
future<> flush();
void log(std::exception_ptr);

future<> lost(seastar::semaphore &sem, seastar::gate &g) {
  read(1);                                         // X: future
  // expected-warning@-1 {{'read' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  flush().finally([] {});                          // X: chain
  // expected-warning@-1 {{'future::finally' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  seastar::sleep(std::chrono::milliseconds(1));    // X: no pause is made
  // expected-warning@-1 {{'sleep' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  auto units = seastar::get_units(sem, 1);         // X: holds a future of units
  // expected-warning@-1 {{'units' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  seastar::with_gate(g, [] { return flush(); });   // X: future of the callable
  // expected-warning@-1 {{'with_gate' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  seastar::async([] { flush().get(); });           // X: future of the thread
  // expected-warning@-1 {{'async' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  seastar::when_all(flush(), flush());             // X: future of both
  // expected-warning@-1 {{'when_all' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  seastar::parallel_for_each(std::vector<int>{}, [](int) { return flush(); }); // X: dropped
  // expected-warning@-1 {{'parallel_for_each' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  g.close();                                       // X: nobody waits for the gate
  // expected-warning@-1 {{'gate::close' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  sem.wait();                                      // X: nothing is acquired
  // expected-warning@-1 {{'semaphore::wait' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  co_return;
}

void lost_in_a_continuation(future<> &&f) {
  auto done = std::move(f).then([] {
    flush(); // X: inside the continuation; it returns void
    // expected-warning@-1 {{'flush' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  });
  (void)done;
}

future<> awaited(seastar::semaphore &sem, seastar::gate &g) {
  int n = co_await read(1);
  auto units = co_await seastar::get_units(sem, n);
  auto holder = g.hold(); // V: no future
  co_await seastar::with_gate(g, [] { return flush(); });
  auto a = read(1), b = read(2); // V: in parallel, awaited below
  co_await std::move(a).discard_result();
  co_await std::move(b).discard_result();
  auto ready = seastar::make_ready_future<int>(1);
  co_await std::move(ready).discard_result();
  co_await g.close();
}

future<> combined() {
  std::vector<future<>> all;
  all.push_back(flush());
  all.push_back(flush());
  co_await seastar::when_all(all.begin(), all.end());
}

future<> forwarded() { return flush().then([] { return flush(); }); }

void background(seastar::gate &g) {
  (void)flush().handle_exception([](std::exception_ptr e) { log(e); });
  (void)seastar::with_gate(g, [] { return flush(); });
}

void in_a_thread() {
  flush().get();      // V: waits
  int n = read(1).get();
  flush().or_terminate().wait(); // V: waits
  auto f = read(1);
  (void)f.get();
  (void)n;
}
