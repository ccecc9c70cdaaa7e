// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Correct code that looks as if it fell off: N46 and its neighbours.
#include "../Inputs/asio.h"
#include "../Inputs/folly.h"
#include "../Inputs/kj.h"
#include "../Inputs/seastar.h"
#include <stdexcept>
#include <string>
#include <utility>

seastar::future<int> find(std::string dir, bool recursive);
seastar::future<int> N46_forwards(const std::string &dir) {
  return find(dir, true); // V: a wrapper
}
seastar::future<> chained() {
  return find("x", false).then([](int) {}).discard_result(); // V: continuations, no coroutine
}
seastar::future<int> ready_value() { return seastar::make_ready_future<int>(1); } // V: no coroutine
seastar::future<> failed() {
  return seastar::make_exception_future<>(std::make_exception_ptr(1)); // V: the exception is in the future
}
seastar::future<int> checked(int n) {
  if (n < 0)
    return seastar::make_ready_future<int>(0);
  return find("x", n > 0);
} // V: returns
kj::Promise<void> ready() { return kj::READY_NOW; } // V: converts
kj::Promise<int> never() { return kj::NEVER_DONE; } // V: converts

asio::awaitable<void> session(asio::ip::tcp::socket s);
asio::awaitable<int> accept_for_ever(asio::ip::tcp::acceptor &a) {
  auto ex = co_await asio::this_coro::executor;
  for (;;)
    asio::co_spawn(ex, session(co_await a.async_accept(asio::use_awaitable)), asio::detached);
} // V: never comes here

folly::coro::Task<int> get(int id);
enum class status { ok, retry, failed };
folly::coro::Task<status> send(int id);
folly::coro::Task<int> retries(int id) {
  while (true) {
    switch (co_await send(id)) {
    case status::ok:
      co_return co_await get(id);
    case status::retry:
      continue;
    case status::failed:
      throw std::runtime_error("send");
    }
  }
} // V: never comes here
folly::coro::Task<int> with_a_lock(folly::coro::Mutex &m) {
  auto guard = co_await m.co_scoped_lock();
  {
    auto value = co_await get(1);
    if (value < 0)
      throw std::runtime_error("negative");
    co_return value;
  }
} // V: returns in the block
folly::Expected<int, std::string> parse(std::string s);
folly::Expected<int, std::string> sum() {
  int a = co_await parse("1");
  int b = co_await parse("2");
  co_return a + b;
} // V: returns
