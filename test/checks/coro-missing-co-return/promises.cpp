// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What decides is the promise: found in a base, by coroutine_traits, with
// both or neither of the functions. Case 30.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include "../Inputs/cppcoro.h"
#include "../Inputs/folly.h"
#include "../Inputs/kj.h"
#include "../Inputs/qcoro.h"
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include "../Inputs/winrt.h"

bool cond();
asio::awaitable<void> step();
corun::task<> pause_a_bit();
cppcoro::task<> work();
folly::coro::Task<> fetch();
seastar::future<> flush();
kj::Promise<void> ready();
QCoro::Task<> click();

asio::awaitable<int> on_asio() {
  co_await step();
} // X: awaitable<int>
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
corun::task<int> on_corun() {
  co_await pause_a_bit();
} // X: task<int>
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
cppcoro::task<int> on_cppcoro(bool c) {
  co_await work();
  if (c)
    co_return 1;
} // X: when !c
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
cppcoro::shared_task<int> on_cppcoro_shared() {
  co_await work();
} // X: shared_task<int>
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
folly::coro::Task<int> on_folly() {
  co_await fetch();
} // X: Task<int>
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
seastar::future<int> on_seastar() {
  co_await flush();
} // X: future<int>
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
kj::Promise<int> on_kj() {
  co_await ready();
} // X: Promise<int>
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
QCoro::Task<int> on_qcoro() {
  co_await click();
} // X: Task<int>
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
winrt::Windows::Foundation::IAsyncOperation<int> on_winrt() {
  co_await winrt::resume_background();
} // X: IAsyncOperation<int>
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
based_task<int> promise_in_a_base() {
  co_await std::suspend_always();
} // X: the base's promise
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
traits_task<int> promise_by_traits() {
  co_await std::suspend_always();
} // X: the traits' promise
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}

asio::awaitable<void> void_on_asio() {
  co_await step();
} // V: return_void
corun::task<> void_on_corun() {
  co_await pause_a_bit();
} // V: return_void
folly::coro::Task<void> void_on_folly() {
  co_await fetch();
} // V: return_void
seastar::future<> void_on_seastar() {
  co_await flush();
} // V: return_void
kj::Promise<void> void_on_kj() {
  co_await ready();
} // V: return_void
winrt::fire_and_forget forgotten() {
  co_await winrt::resume_background();
} // V: return_void
winrt::Windows::Foundation::IAsyncAction action() {
  co_await winrt::resume_background();
} // V: return_void
cppcoro::generator<int> numbers(int n) {
  for (int i = 0; i < n; ++i)
    co_yield i;
} // V: a generator with return_void
folly::coro::AsyncGenerator<int> async_numbers() {
  co_yield 1;
} // V: likewise
detached forget() {
  co_await timer_awaiter{};
} // V: return_void

// A promise with neither function: only endless coroutines are correct.
struct endless {
  struct promise_type {
    endless get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    std::suspend_always yield_value(int);
    void unhandled_exception();
  };
};
endless counts_for_ever() {
  for (int i = 0;; ++i)
    co_yield i;
} // V: never comes here
endless counts_to_three() {
  for (int i = 0; i < 3; ++i)
    co_yield i;
} // X: neither return_void nor a value
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise has no return_void; flowing off the end is undefined behaviour [coro-missing-co-return]}}

// A task for expected values: its promise has return_value only, for void too.
struct status {};
task<status> with_a_status() {
  co_await timer_awaiter{};
} // X: a status is to be returned
// expected-warning@-1 {{a path of this coroutine ends without co_return, but its promise wants a value; flowing off the end is undefined behaviour [coro-missing-co-return]}}
task<status> with_a_status_returned() {
  co_await timer_awaiter{};
  co_return {};
} // V: returned
