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
  corun::sleep(1s);                    // X: no pause is made
  corun::gather(answer(), answer());   // X: nothing is gathered
  corun::to_thread(compute);           // X: nothing is submitted
  corun::wait_for(answer(), 1s);       // X: nobody waits
  e.wait();                            // X: nobody waits
  group.join();                        // X: nobody joins
  auto guard = m.lock();               // X: a task of a guard
  auto t = answer();                   // X: never awaited
  auto both = corun::gather(work(), work()); // X: never awaited
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
