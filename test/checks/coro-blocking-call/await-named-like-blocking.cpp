// RUN: %check_coro %s
//
// An awaitable named like a blocking call is none; without co_await it is an
// un-awaited task, said once and by that check only. Case 42.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <chrono>
#include <thread>

using namespace std::chrono_literals;
namespace lib {
task<> sleep_for(std::chrono::milliseconds d);
task<int> get();
task<> wait();
timer_awaiter sleep(int seconds);
struct thread {
  task<> join();
};
struct future {
  task<int> get();
  task<> wait();
};
struct ifstream {
  explicit ifstream(const char *name);
  task<> open();
};
void usleep(int) noexcept;
} // namespace lib

task<> awaited(lib::thread &t, lib::future &f) {
  co_await lib::sleep_for(1s);
  co_await lib::sleep(1);
  co_await lib::wait();
  co_await t.join();
  co_await f.wait();
  int n = co_await f.get();
  n += co_await lib::get();
  lib::ifstream in("x"); // V: not the standard's
  co_await in.open();
  lib::usleep(1);        // V: a user's function without a body
  co_await corun::sleep(1s);
  using namespace lib;
  co_await sleep_for(1s);
}

task<> forgotten(lib::future &f) {
  lib::sleep_for(1s); // X: coro-unawaited-task, once
  f.wait();           // X: coro-unawaited-task, once
  corun::sleep(1s);   // X: coro-unawaited-task, once
  std::this_thread::sleep_for(1s); // X: coro-blocking-call
  // expected-warning@-1 {{'std::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
