// RUN: %check_coro %s
//
// Locals again, for the other kinds of task; eager tasks and awaiters held in
// a variable. Case 15.
#include "../Inputs/asio.h"
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"

eager_task<> started();
eager_task<int> number();
based_task<> based();
traits_task<> through_traits();
awaiter_task<> own_awaiter();
seastar::future<int> read();
asio::awaitable<int> receive();
timer_awaiter delay();
bool cond();

task<> never_used() {
  auto a = started();        // X: eager: nobody learns when it is done
  // expected-warning@-1 {{'a' holds a task that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  auto b = based();          // X: promise in a base class
  // expected-warning@-1 {{'b' holds a lazy task that is never awaited; the body of 'based' never runs [coro-unawaited-task]}}
  auto c = through_traits(); // X: promise through std::coroutine_traits
  // expected-warning@-1 {{'c' holds a lazy task that is never awaited; the body of 'through_traits' never runs [coro-unawaited-task]}}
  auto d = own_awaiter();    // X: lazy by the user's awaiter
  // expected-warning@-1 {{'d' holds a lazy task that is never awaited; the body of 'own_awaiter' never runs [coro-unawaited-task]}}
  auto e = delay();          // X: an awaiter got from a call, never awaited
  // expected-warning@-1 {{'e' holds an awaitable that is never awaited; its result and exception are lost [coro-unawaited-task]}}
  co_return;
}

seastar::future<> seastar_local(bool c) {
  auto n = read(); // X: one path only
  // expected-warning@-1 {{'n' holds a task that is not awaited on every path; there, its result and exception are lost [coro-unawaited-task]}}
  if (c)
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(n);
}

asio::awaitable<int> asio_local(bool c) {
  auto n = receive(); // X: one path only
  // expected-warning@-1 {{'n' holds a lazy task that is not awaited on every path; there, the body of 'receive' never runs [coro-unawaited-task]}}
  if (c)
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_return co_await std::move(n);
  co_return 0;
}

eager_task<> started_early_awaited_late() {
  auto a = started();
  auto b = number();
  cond();
  co_await a;
  int n = co_await b;
  (void)n;
}

seastar::future<> looked_at_then_taken() {
  auto n = read();
  if (n.available()) {
    (void)n.get(); // V: takes the value
    co_return;
  }
  co_await std::move(n).discard_result();
}

seastar::future<> from_a_promise() {
  seastar::promise<int> p;
  auto n = p.get_future();
  p.set_value(1);
  co_await std::move(n).discard_result();
}
