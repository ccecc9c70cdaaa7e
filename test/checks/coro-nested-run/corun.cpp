// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// corun's loop, run by code that runs on a loop already: directly, and through
// helpers of this translation unit. One finding per call site in a coroutine.
#include "../Inputs/corun.h"
#include <string>

using namespace std::chrono_literals;
corun::task<int> ask(int n);
corun::task<std::string> name();
corun::task<> step();
corun::task<> write(std::string);
bool cond();
void log(int);

// --- directly
corun::task<int> run_in_a_coroutine() {
  int n = corun::run(ask(1)); // X: waits for the loop that this blocks
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return n;
}
corun::task<int> run_until_complete_in_a_coroutine() {
  co_return corun::run_until_complete(ask(1)); // X: the other spelling
  // expected-warning@-1 {{'corun::run_until_complete' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
corun::task<> on_the_loop_that_runs(corun::event_loop &loop) {
  loop.run_until_complete(step()); // X: runs already
  // expected-warning@-1 {{'corun::event_loop::run_until_complete' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}
corun::task<> a_handle_on_the_loop(corun::event_loop &loop) {
  auto h = loop.create_task(ask(1));
  co_await step();
  log(loop.run_until_complete(std::move(h))); // X: likewise, of a handle
  // expected-warning@-1 {{'corun::event_loop::run_until_complete' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
corun::task<> forever(corun::event_loop &loop) {
  co_await step();
  loop.run_forever(); // X: never comes back
  // expected-warning@-1 {{'corun::event_loop::run_forever' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
corun::task<int> a_loop_of_its_own() {
  corun::event_loop loop;
  co_return loop.run_until_complete(ask(1)); // X: another loop, this thread
  // expected-warning@-1 {{'corun::event_loop::run_until_complete' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
corun::task<int> a_temporary_loop() {
  co_return corun::event_loop().run_until_complete(ask(1)); // X: likewise
  // expected-warning@-1 {{'corun::event_loop::run_until_complete' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
struct service {
  corun::event_loop loop_;
  corun::event_loop *other_;
  corun::task<> start() {
    loop_.run_until_complete(step());  // X: a member
    // expected-warning@-1 {{'corun::event_loop::run_until_complete' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
    other_->run_until_complete(step()); // X: through a pointer
    // expected-warning@-1 {{'corun::event_loop::run_until_complete' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
    co_return;
  }
};
corun::task<> in_an_argument_of_an_await() {
  co_await write(corun::run(name())); // X: before write is awaited
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}
corun::task<> in_a_condition() {
  while (corun::run(ask(1)) > 0) // X: in the condition
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
    co_await step();
  if (cond() || corun::run(ask(2)) > 0) // X: on some paths
  // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
    co_await step();
}
corun::task<> after_and_in_try() {
  try {
    co_await step();
  } catch (const std::exception &) {
    corun::run(step()); // X: co_await is not allowed here, which is no excuse
    // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  }
}
corun::task<> in_a_branch(bool c) {
  if (c)
    corun::run(step()); // X: when c
    // expected-warning@-1 {{'corun::run' waits for tasks on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  else
    co_await step(); // V: awaited
}

// --- through helpers
int load() { return corun::run(ask(1)); }
// expected-note@-1 4 {{'load' calls 'corun::run' here}}
int load_twice() { return load() + load(); }
// expected-note@-1 2 {{'load_twice' calls 'load' here}}
namespace config {
int get() { return load_twice(); }
// expected-note@-1 {{'get' calls 'load_twice' here}}
} // namespace config
struct settings {
  int port = corun::run_until_complete(ask(80));
  // expected-note@-1 {{'settings::settings' calls 'corun::run_until_complete' here}}
};
struct session {
  explicit session(int fd) : fd(fd) {}
  ~session() { corun::run(step()); }
  // expected-note@-1 {{'session::~session' calls 'corun::run' here}}
  int fd;
};
struct cache {
  int find(int key) { return corun::run(ask(key)); }
  // expected-note@-1 2 {{'cache::find' calls 'corun::run' here}}
  int operator[](int key) { return find(key); }
  // expected-note@-1 {{'cache::operator[]' calls 'cache::find' here}}
  operator int() { return load(); }
  // expected-note@-1 {{'cache::operator int' calls 'load' here}}
};
int recursive(int n) { return n ? recursive(n - 1) : corun::run(ask(n)); }
// expected-note@-1 {{'recursive' calls 'corun::run' here}}
void loop_forever(corun::event_loop &loop) { loop.run_forever(); }
// expected-note@-1 {{'loop_forever' calls 'corun::event_loop::run_forever' here}}

corun::task<> through_helpers(cache c, corun::event_loop &loop) {
  load();                // X: load -> corun::run
  // expected-warning@-1 {{'load' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  load_twice();          // X: load_twice -> load -> corun::run
  // expected-warning@-1 {{'load_twice' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  config::get();         // X: config::get -> load_twice -> load -> corun::run
  // expected-warning@-1 {{'get' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  settings s;            // X: settings -> corun::run_until_complete
  // expected-warning@-1 {{'settings::settings' waits for tasks in 'corun::run_until_complete', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  c.find(1);             // X: cache::find -> corun::run
  // expected-warning@-1 {{'cache::find' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  log(c[1]);             // X: cache::operator[] -> cache::find -> corun::run
  // expected-warning@-1 {{'cache::operator[]' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  int n = c;             // X: cache::operator int -> load -> corun::run
  // expected-warning@-1 {{'cache::operator int' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  recursive(3);          // X: recursive -> corun::run
  // expected-warning@-1 {{'recursive' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  loop_forever(loop);    // X: loop_forever -> event_loop::run_forever
  // expected-warning@-1 {{'loop_forever' waits for tasks in 'corun::event_loop::run_forever', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  (void)s, (void)n;
  co_await step();
}
corun::task<> through_a_destructor() {
  session s(1); // X: ~session -> corun::run
  // expected-warning@-1 {{the destructor 'session::~session' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_await step();
}
struct store {
  virtual ~store();
  virtual int get(int key) = 0;
};
struct remote_store : store {
  int get(int key) override { return corun::run(ask(key)); }
  // expected-note@-1 2 {{'remote_store::get' calls 'corun::run' here}}
};
struct lazy_store : store {
  int get(int key) override { return load(); }
};
corun::task<int> through_a_virtual(store &s, remote_store &r) {
  r.remote_store::get(1); // X: remote_store::get -> corun::run
  // expected-warning@-1 {{'remote_store::get' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
  co_return s.get(1);     // X: every override in sight does
  // expected-warning@-1 {{'remote_store::get' waits for tasks in 'corun::run', on the thread that has to run them: a deadlock, or a loop within the loop that holds up every other task; co_await instead [coro-nested-run]}}
}

// --- left alone
corun::task<int> awaited() {
  co_return co_await ask(1); // V: as it should be
}
corun::task<> started() {
  auto h = corun::create_task(ask(1)); // V: runs on this loop
  log(co_await h);
}
corun::task<> asks_the_loop(corun::event_loop &loop) {
  if (loop.is_running()) // V: a look at it
    loop.stop(); // V: asks it to end
  auto h = loop.create_task(step()); // V: to run by and by
  co_await h;
}
corun::task<> a_reference_only() {
  auto f = &load; // V: not called
  (void)f;
  co_await step();
}
corun::task<> unevaluated() {
  decltype(corun::run(ask(1))) n = co_await ask(1); // V: not evaluated
  static_assert(sizeof(load()) == sizeof n);
  log(n);
}
corun::task<> never_here() {
  if constexpr (false)
    corun::run(step()); // V: discarded
  co_await step();
  co_return;
  corun::run(step()); // V: not reached
}
int plain() {
  return corun::run(ask(1)); // V: no coroutine calls it
}
int plain_through_a_helper() {
  return load(); // V: likewise
}
[[clang::coro_wrapper]] corun::task<int> wrapper_that_no_coroutine_calls(int n) {
  return ask(n + corun::run(ask(1))); // V: a plain function
}
namespace app {
struct event_loop {
  void run_until_complete(corun::task<> t);
  void run_forever();
};
void run(corun::task<int> t);
} // namespace app
corun::task<> the_programs_own(app::event_loop &loop) {
  app::run(ask(1));                // V: nothing says that it runs it here
  loop.run_until_complete(step()); // V: likewise
  co_await step();
}
int main() {
  corun::event_loop loop;
  loop.run_until_complete(step()); // V: main
  return corun::run(ask(1)) + load(); // V: likewise
}
