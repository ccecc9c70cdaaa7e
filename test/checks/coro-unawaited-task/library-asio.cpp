// RUN: %check_coro %s
//
// asio: a lazy awaitable without operator co_await, completion tokens that
// decide what an operation returns, co_spawn.
#include "../Inputs/asio.h"

using asio::awaitable;
using asio::use_awaitable;
using namespace std::chrono_literals;

awaitable<void> session(asio::ip::tcp::socket s);
awaitable<int> answer();
bool cond();

awaitable<void> lost(asio::steady_timer &timer, asio::ip::tcp::socket &s,
                     std::string &data) {
  answer();                                                // X: awaitable
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  timer.async_wait(use_awaitable);                         // X: the token makes an awaitable
  // expected-warning@-1 {{'basic_waitable_timer::async_wait' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  asio::async_write(s, asio::buffer(data), use_awaitable); // X: likewise
  // expected-warning@-1 {{'async_write' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto n = asio::async_read(s, asio::buffer(data), use_awaitable); // X: never used
  // expected-warning@-1 {{'n' holds a lazy task that is never awaited; the body of 'async_read' never runs [coro-unawaited-task]}}
  timer.async_wait(asio::deferred);                        // X: a deferred operation starts nothing
  // expected-warning@-1 {{'basic_waitable_timer::async_wait' returns an awaitable; without co_await it does nothing [coro-unawaited-task]}}
  auto ex = co_await asio::this_coro::executor;
  asio::co_spawn(ex, answer(), use_awaitable);             // X: waiting for the spawned one is lazy
  // expected-warning@-1 {{'co_spawn' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}
awaitable<void> flush();
awaitable<void> lost_operators() {
  using namespace asio::experimental::awaitable_operators;
  flush() && flush(); // X: && of two awaitables is a third
  // expected-warning@-1 {{'operator&&' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_await (flush() || flush());
}

awaitable<void> awaited(asio::steady_timer &timer, asio::ip::tcp::socket &s,
                        std::string &data) {
  auto ex = co_await asio::this_coro::executor;
  int n = co_await answer();
  co_await timer.async_wait(use_awaitable);
  co_await timer.async_wait(asio::deferred);
  auto later = asio::async_read(s, asio::buffer(data), use_awaitable);
  if (cond())
    timer.cancel();
  co_await std::move(later);
  timer.async_wait([](auto...) {});     // V: a callback takes the result
  timer.async_wait(asio::detached);     // V: nobody wants to know
  (void)n;
}

int spawns(asio::io_context &io, asio::ip::tcp::socket s) {
  asio::co_spawn(io, answer(), asio::detached); // V: detached
  asio::co_spawn(io.get_executor(), session(std::move(s)), asio::detached);
  asio::co_spawn(
      io, []() -> awaitable<void> { co_await answer(); }, asio::detached);
  asio::co_spawn(io, answer(), [](auto...) {}); // V: a handler
  // belongs to coro-dropped-handle: the exception is in the future.
  asio::co_spawn(io, answer(), asio::use_future); // V
  answer(); // X: in a plain function
  // expected-warning@-1 {{'answer' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  return 0;
}
