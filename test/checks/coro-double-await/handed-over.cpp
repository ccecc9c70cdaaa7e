// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A once-only task that was moved into a spawner, a joiner, a container or
// another variable is empty: awaiting it afterwards is the second use. The
// finding stands at the later use. Cases 59, 60.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/user_task.h"
#include <utility>
#include <vector>

corun::task<> f();
corun::task<int> g();
bool cond();
void keep(corun::task<> t);
void peek(const corun::task<> &t);

corun::task<> spawned_then_awaited() {
  auto t = f();
  auto h = corun::create_task(std::move(t));
  // expected-note@-1 {{moved away here}}
  co_await std::move(t); // X: the loop owns it
  // expected-warning@-1 {{'t' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
  co_await h;
}
corun::task<> awaited_then_spawned() {
  auto t = f();
  co_await std::move(t);
  // expected-note@-1 {{awaited here before}}
  corun::create_task(std::move(t)).detach(); // X: already awaited
  // expected-warning@-1 {{'t' is handed on after it was awaited; its coroutine has already run [coro-double-await]}}
}
corun::task<> spawned_twice() {
  corun::task_group group;
  auto t = f();
  group.spawn(std::move(t));
  // expected-note@-1 {{moved away here}}
  group.spawn(std::move(t)); // X: the second one is empty
  // expected-warning@-1 {{'t' is handed on after it was moved away; it no longer holds a task [coro-double-await]}}
  co_await group.join();
}
corun::task<> gathered_with_itself() {
  auto t = f();
  co_await corun::gather(std::move(t), std::move(t)); // X: one of them is empty
  // expected-warning@-1 {{'t' is handed on after it was moved away; it no longer holds a task [coro-double-await]}}
  // expected-note@-2 {{moved away here}}
}
corun::task<> gathered_then_awaited() {
  auto t = g();
  auto u = g();
  co_await corun::gather(std::move(t), std::move(u));
  // expected-note@-1 {{moved away here}}
  co_await std::move(u); // X: gather has awaited it
  // expected-warning@-1 {{'u' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
}
corun::task<> pushed_then_awaited() {
  std::vector<corun::task<>> all;
  auto t = f();
  all.push_back(std::move(t));
  // expected-note@-1 {{moved away here}}
  co_await std::move(t); // X: it is in the vector now
  // expected-warning@-1 {{'t' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
  co_await corun::gather(std::move(all));
}
corun::task<> moved_to_another_variable() {
  auto t = f();
  auto u = std::move(t);
  // expected-note@-1 {{moved away here}}
  co_await std::move(u);
  co_await std::move(t); // X: u had it
  // expected-warning@-1 {{'t' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
}
corun::task<> spawned_in_a_loop(corun::task_group &group) {
  auto t = f();
  for (int i = 0; i < 4; ++i)
    group.spawn(std::move(t)); // X: empty from the second iteration
    // expected-warning@-1 {{'t' is handed on again in the next iteration of the loop; it no longer holds a task [coro-double-await]}}
  co_await group.join();
}
coro::task<> work();
coro::task<> on_a_pool(coro::thread_pool &pool) {
  auto t = work();
  pool.spawn_detached(std::move(t));
  // expected-note@-1 {{moved away here}}
  co_await std::move(t); // X: the pool has it
  // expected-warning@-1 {{'t' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
}
asio::awaitable<void> serve();
asio::awaitable<void> co_spawned_then_awaited() {
  auto a = serve();
  asio::co_spawn(co_await asio::this_coro::executor, std::move(a), asio::detached);
  // expected-note@-1 {{moved away here}}
  co_await std::move(a); // X: spawned
  // expected-warning@-1 {{'a' is awaited after it was moved away; it no longer holds a task [coro-double-await]}}
}

corun::task<> spawned_and_joined() {
  auto h = corun::create_task(f());
  co_await h;
  co_await h; // V: a handle is awaited as often as one likes
}
corun::task<> spawned_or_awaited(bool background) {
  auto t = f();
  if (background)
    corun::create_task(std::move(t)).detach();
  else
    co_await std::move(t); // V: exclusive
}
corun::task<> replaced_after_the_spawn(corun::task_group &group) {
  auto t = f();
  group.spawn(std::move(t));
  t = f();
  co_await std::move(t); // V: a new task
}
corun::task<> looked_at_before() {
  auto t = f();
  peek(t);
  co_await std::move(t); // V: peek took a reference
}
corun::task<> moved_out_and_back() {
  auto t = f();
  auto u = std::move(t);
  t = std::move(u);
  co_await std::move(t); // V: back again
}
corun::task<> a_wrapped_task_is_another_task() {
  auto t = g();
  t = corun::wait_for(std::move(t), std::chrono::seconds(1));
  co_await std::move(t); // V: the task that wraps it
}
corun::task<> spawned_each(corun::task_group &group) {
  for (int i = 0; i < 4; ++i) {
    auto t = f();
    group.spawn(std::move(t)); // V: a task an iteration
  }
  co_await group.join();
}
coro::task<> joined_later(coro::thread_pool &pool) {
  auto j = pool.spawn_joinable(work());
  co_await work();
  co_await j; // V: another task than the one handed over
}
task<> h();
task<> destroyed_on_purpose() {
  auto t = h();
  co_await std::move(t);
  t = {}; // V: assigned, not awaited
}
