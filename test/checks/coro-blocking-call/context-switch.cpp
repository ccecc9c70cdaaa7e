// RUN: %check_coro %s
//
// After 'co_await pool.schedule()' the coroutine runs on the pool and may
// block, until it goes back.
#include "../Inputs/concurrencpp.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/winrt.h"
#include <thread>

using namespace std::chrono_literals;
void nap() { std::this_thread::sleep_for(1s); }
// expected-note@-1 12 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}
bool cond();

cppcoro::task<> switched(cppcoro::static_thread_pool &pool) {
  nap(); // X: still on the loop
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_await pool.schedule();
  nap(); // V: on the pool
  std::this_thread::sleep_for(1s); // V
}

cppcoro::task<> back_again(cppcoro::static_thread_pool &pool,
                           cppcoro::io_service &io) {
  co_await pool.schedule();
  nap(); // V
  co_await io.schedule();
  nap(); // X: back on the loop; chain nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_await pool.schedule();
  nap(); // V: away again
}

cppcoro::task<> awaited_elsewhere(cppcoro::static_thread_pool &pool) {
  auto hop = pool.schedule();
  nap(); // X: not awaited yet
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_await hop;
  nap(); // V
}

cppcoro::task<> on_one_branch(cppcoro::static_thread_pool &pool, bool c) {
  if (c)
    co_await pool.schedule();
  nap(); // X: on the loop when c is false
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
}

cppcoro::task<> on_both_branches(cppcoro::static_thread_pool &a,
                                 cppcoro::static_thread_pool &b, bool c) {
  if (c)
    co_await a.schedule();
  else
    co_await b.schedule();
  nap(); // V: on some pool
}

cppcoro::task<> back_on_one_branch(cppcoro::static_thread_pool &pool,
                                   cppcoro::io_service &io, bool c) {
  co_await pool.schedule();
  if (c) {
    co_await io.schedule();
    nap(); // X: chain nap -> sleep_for
    // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
    co_return;
  }
  nap(); // V
}

cppcoro::task<> in_a_loop(cppcoro::static_thread_pool &pool,
                          cppcoro::io_service &io) {
  while (cond()) {
    co_await pool.schedule();
    nap(); // V
    co_await io.schedule();
  }
  nap(); // X: on the loop, whether the body ran or not
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
}

cppcoro::task<> first_iteration_only(cppcoro::static_thread_pool &pool) {
  while (cond()) {
    nap(); // X: in the first iteration
    // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
    co_await pool.schedule();
  }
}

coro::task<> libcoro(coro::thread_pool &pool, coro::io_scheduler &io) {
  co_await pool.schedule();
  nap(); // V
  co_await io.schedule();
  nap(); // X: on the scheduler's thread
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
}

winrt::Windows::Foundation::IAsyncAction winrt_switch(winrt::dispatcher ui) {
  nap(); // X: on the caller's thread
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_await winrt::resume_background();
  nap(); // V
  co_await winrt::resume_foreground(ui);
  nap(); // X: on the user interface's thread
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
}

winrt::fire_and_forget winrt_apartment() {
  winrt::apartment_context caller;
  co_await winrt::resume_background();
  nap(); // V
  co_await caller;
  nap(); // X: back where it was called
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
}

concurrencpp::result<void>
concurrencpp_switch(std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  co_await concurrencpp::resume_on(pool);
  nap(); // V
}

cppcoro::task<> forgotten(cppcoro::static_thread_pool &pool) {
  (void)pool.schedule(); // V: said aloud; but no switch was made
  nap();                 // X: still on the loop
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

cppcoro::task<> other_task();
cppcoro::task<> awaits_another(cppcoro::static_thread_pool &pool) {
  co_await pool.schedule();
  co_await other_task();
  nap(); // V: nothing says that the other task went back
}

cppcoro::task<> lambda_of_its_own(cppcoro::static_thread_pool &pool) {
  co_await pool.schedule();
  auto body = [&]() -> cppcoro::task<> {
    co_await pool.schedule();
    nap(); // V
  };
  [] { nap(); }(); // V: runs here, on the pool
  co_await body();
}
