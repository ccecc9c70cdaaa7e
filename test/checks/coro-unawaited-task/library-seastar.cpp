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
  flush().finally([] {});                          // X: chain
  seastar::sleep(std::chrono::milliseconds(1));    // X: no pause is made
  auto units = seastar::get_units(sem, 1);         // X: holds a future of units
  seastar::with_gate(g, [] { return flush(); });   // X: future of the callable
  seastar::async([] { flush().get(); });           // X: future of the thread
  seastar::when_all(flush(), flush());             // X: future of both
  seastar::parallel_for_each(std::vector<int>{}, [](int) { return flush(); }); // X: dropped
  g.close();                                       // X: nobody waits for the gate
  sem.wait();                                      // X: nothing is acquired
  co_return;
}

void lost_in_a_continuation(future<> &&f) {
  auto done = std::move(f).then([] {
    flush(); // X: inside the continuation; it returns void
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
