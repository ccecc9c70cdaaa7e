// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each library's sleep and yield.
#include "../Inputs/asio.h"
#include "../Inputs/async_simple.h"
#include "../Inputs/concurrencpp.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/drogon.h"
#include "../Inputs/folly.h"
#include "../Inputs/kj.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/qcoro.h"
#include "../Inputs/seastar.h"
#include "../Inputs/stdexec.h"
#include "../Inputs/tmc.h"
#include "../Inputs/unifex.h"
#include "../Inputs/user_task.h"
#include "../Inputs/winrt.h"
#include <atomic>
#include <memory>
#include <queue>

using namespace std::chrono_literals;
std::atomic<bool> ready;
std::queue<int> q;

seastar::future<> seastar_sleep(seastar::abort_source &as) {
  while (!ready) // X: sleep
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await seastar::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  while (q.empty()) // X: sleep_abortable
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'q'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await seastar::sleep_abortable(10ms, as);
    // expected-note@-1 {{between two looks, it only waits here}}
}
seastar::future<> seastar_yield() {
  while (!ready) // X: yield
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await seastar::yield();
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: maybe_yield
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await seastar::maybe_yield();
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: the awaiter
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await seastar::coroutine::maybe_yield();
    // expected-note@-1 {{between two looks, it only waits here}}
}
seastar::future<> seastar_condition(seastar::condition_variable &cv) {
  while (q.empty()) // V: woken when it may have changed
    co_await cv.wait();
  co_await cv.wait([] { return !q.empty(); });
}
folly::coro::Task<> folly_sleep() {
  while (!ready) // X: coro::sleep
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await folly::coro::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: futures::sleep
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await folly::futures::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
folly::coro::Task<> folly_yield(folly::coro::Baton &b) {
  while (!ready) // X: co_reschedule_on_current_executor
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await folly::coro::co_reschedule_on_current_executor;
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!b.ready()) // X: the baton can be awaited
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'b'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await folly::coro::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  co_await b;
}
asio::awaitable<void> asio_timer() {
  asio::steady_timer t(co_await asio::this_coro::executor);
  while (!ready) { // X: a timer
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    t.expires_after(10ms);
    co_await t.async_wait(asio::use_awaitable);
    // expected-note@-1 {{between two looks, it only waits here}}
  }
}
asio::awaitable<void> asio_timer_of_the_iteration() {
  auto ex = co_await asio::this_coro::executor;
  while (!ready) { // X: a timer made each time
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    asio::steady_timer t(ex, 10ms);
    co_await t.async_wait(asio::use_awaitable);
    // expected-note@-1 {{between two looks, it only waits here}}
  }
}
asio::awaitable<void> asio_timer_deferred() {
  asio::steady_timer t(co_await asio::this_coro::executor);
  while (!ready) { // X: with another token
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    t.expires_after(10ms);
    co_await t.async_wait(asio::deferred);
    // expected-note@-1 {{between two looks, it only waits here}}
  }
}
asio::awaitable<void> asio_socket(asio::ip::tcp::socket &s, std::string &data) {
  while (!ready) // V: reads
    co_await s.async_read_some(asio::buffer(data), asio::use_awaitable);
}
cppcoro::task<> cppcoro_timer(cppcoro::io_service &io) {
  while (!ready) // X: schedule_after
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await io.schedule_after(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: goes to the end of the queue
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await io.schedule();
    // expected-note@-1 {{between two looks, it only waits here}}
}
cppcoro::task<> cppcoro_event(cppcoro::async_manual_reset_event &e) {
  while (!e.is_set()) // V: awaits the event
    co_await e;
}
coro::task<> libcoro_timer(coro::io_scheduler &io, coro::thread_pool &pool) {
  while (!ready) // X: yield_for
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await io.yield_for(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: schedule_after
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await io.schedule_after(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: yield of a scheduler
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await io.yield();
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: yield of a pool
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await pool.yield();
    // expected-note@-1 {{between two looks, it only waits here}}
}
tmc::task<void> tmc_yield() {
  while (!ready) // X: yield
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await tmc::yield();
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: yield_if_requested
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await tmc::yield_if_requested();
    // expected-note@-1 {{between two looks, it only waits here}}
}
QCoro::Task<> qcoro_sleep() {
  while (!ready) // X: sleepFor
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await QCoro::sleepFor(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
async_simple::coro::Lazy<> async_simple_sleep() {
  while (!ready) // X: sleep
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await async_simple::coro::sleep(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: Yield
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await async_simple::coro::Yield{};
    // expected-note@-1 {{between two looks, it only waits here}}
}
concurrencpp::result<void>
concurrencpp_delay(concurrencpp::timer_queue &tq,
                   std::shared_ptr<concurrencpp::thread_pool_executor> ex) {
  while (!ready) // X: make_delay_object
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await tq.make_delay_object(10ms, ex);
    // expected-note@-1 {{between two looks, it only waits here}}
}
drogon::Task<> drogon_sleep(trantor::EventLoop *loop) {
  while (!ready) // X: sleepCoro
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await drogon::sleepCoro(loop, 0.01);
    // expected-note@-1 {{between two looks, it only waits here}}
}
kj::Promise<void> kj_timer(kj::Timer &timer) {
  while (!ready) // X: afterDelay
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await timer.afterDelay(10);
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: yield
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await kj::yield();
    // expected-note@-1 {{between two looks, it only waits here}}
}
winrt::Windows::Foundation::IAsyncAction winrt_timer() {
  while (!ready) // X: resume_after
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await winrt::resume_after(10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
exec::task<void> stdexec_timer(stdexec::scheduler s) {
  while (!ready) // X: schedule_after
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await exec::schedule_after(s, 10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}
unifex::task<void> unifex_timer(unifex::scheduler s) {
  while (!ready) // X: schedule_after
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await unifex::schedule_after(s, 10ms);
    // expected-note@-1 {{between two looks, it only waits here}}
}

// --- no library
struct yield_awaiter : std::suspend_always {};
task<> bare() {
  while (!ready) // X: suspends, and says to nobody when to resume
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await std::suspend_always{};
    // expected-note@-1 {{between two looks, it only waits here}}
  while (!ready) // X: derived from it
  // expected-warning@-1 {{this loop wakes up again and again only to look at 'ready'; wait for an event that whoever changes it sets [coro-busy-wait]}}
    co_await yield_awaiter{};
    // expected-note@-1 {{between two looks, it only waits here}}
}
task<> own_timer(timer_awaiter t) {
  while (!ready) // V: nothing says that it only sleeps
    co_await t;
}
