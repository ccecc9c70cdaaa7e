// RUN: %check_coro %s
// RUN: %check_coro %s -- -std=c++23
//
// corun: everything is lazy until it is awaited or given to create_task.
#include "../Inputs/corun.h"

using namespace std::chrono_literals;
corun::task<int> answer();
corun::task<> work();
int compute();

corun::task<> lost(corun::event &e, corun::task_group &group, corun::mutex &m) {
  work();                              // X: lazy
  // expected-warning@-1 {{'work' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  corun::sleep(1s);                    // X: no pause is made
  // expected-warning@-1 {{'sleep' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  corun::gather(answer(), answer());   // X: nothing is gathered
  // expected-warning@-1 {{'gather' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  corun::to_thread(compute);           // X: nothing is submitted
  // expected-warning@-1 {{'to_thread' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  corun::wait_for(answer(), 1s);       // X: nobody waits
  // expected-warning@-1 {{'wait_for' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  e.wait();                            // X: nobody waits
  // expected-warning@-1 {{'event::wait' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  group.join();                        // X: nobody joins
  // expected-warning@-1 {{'task_group::join' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto guard = m.lock();               // X: a task of a guard
  // expected-warning@-1 {{'guard' holds a lazy task that is never awaited; the body of 'mutex::lock' never runs [coro-unawaited-task]}}
  auto t = answer();                   // X: never awaited
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'answer' never runs [coro-unawaited-task]}}
  auto both = corun::gather(work(), work()); // X: never awaited
  // expected-warning@-1 {{'both' holds a lazy task that is never awaited; the body of 'gather' never runs [coro-unawaited-task]}}
  co_return;
}

corun::task<> awaited(corun::event &e, corun::task_group &group,
                      corun::mutex &m) {
  co_await corun::sleep(1s);
  auto [a, b] = co_await corun::gather(answer(), answer());
  int n = co_await corun::to_thread(compute);
  auto guard = co_await m.lock();
  auto h = corun::create_task(answer());
  group.spawn(work()); // V: the group has it
  n += co_await h;
  co_await e.wait();
  co_await group.join();
  corun::create_task(work()).detach(); // V: fire and forget, aloud
  auto limited = corun::wait_for(answer(), 1s);
  n += co_await std::move(limited);
  (void)a, (void)b;
}

int main() {
  corun::event_loop loop;
  loop.run_until_complete(work());
  corun::run(work());
  auto t = answer();
  return corun::run_until_complete(std::move(t));
}
