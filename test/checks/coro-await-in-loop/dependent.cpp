// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Awaits in a loop that must come one after another: an iteration needs the
// one before, may end the loop, retries, keeps an order or waits. Case 66.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include "../Inputs/folly.h"
#include <chrono>
#include <exception>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
corun::task<int> fetch(int id);
corun::task<int> next(int cursor);
corun::task<bool> send(std::string line);
corun::task<std::string> read_line();
corun::task<> step();
bool cond();
void use(int);
void log(const char *);

corun::task<> cursor() {
  int c = 0;
  while (c >= 0)
    c = co_await next(c); // V: needs the one before
}
corun::task<> accumulates(std::vector<int> ids) {
  int seed = 0;
  for (int id : ids)
    seed = co_await next(seed + id); // V: likewise
}
corun::task<int> first_match(std::vector<int> ids) {
  for (int id : ids)
    if (int n = co_await fetch(id); n > 0) // V: stops at the first
      co_return n;
  co_return 0;
}
corun::task<> breaks_on_the_result(std::vector<std::string> lines) {
  for (auto &line : lines) {
    bool ok = co_await send(line); // V: stops when one fails
    if (!ok)
      break;
  }
}
corun::task<> awaited_condition() {
  while (co_await send("ping")) // V: the result ends the loop
    log("pong");
}
corun::task<int> retries(int id) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await fetch(id); // V: a retry
    } catch (const std::exception &) {
      log("again");
    }
  }
  co_return -1;
}
corun::task<> handled_one_by_one(std::vector<int> ids) {
  for (int id : ids) {
    try {
      use(co_await fetch(id)); // V: in a try of its own
    } catch (const std::exception &) {
      log("skipped");
    }
  }
}
corun::task<> polls() {
  while (!cond())
    co_await corun::sleep(1s); // V: waits
}
corun::task<> periodic() {
  for (;;) {
    co_await step(); // V: endless
    co_await corun::sleep(1s); // V: waits
  }
}
corun::task<> reads_a_stream() {
  for (;;) {
    auto line = co_await read_line(); // V: one stream, in order
    if (line.empty())
      co_return;
  }
}
corun::task<> under_an_async_lock(corun::mutex &m, std::vector<int> ids) {
  for (int id : ids) {
    auto guard = co_await m.lock(); // V: one at a time on purpose
    use(id);
  }
}
asio::awaitable<void> accepts(asio::ip::tcp::acceptor &a) {
  for (;;)
    auto s = co_await a.async_accept(asio::use_awaitable); // V: endless
}
folly::coro::Task<void> drains(folly::coro::AsyncGenerator<int> gen) {
  while (auto item = co_await gen.next()) // V: a generator's items
    use(*item);
}
corun::task<> local_state_between(std::vector<int> ids) {
  int budget = 100;
  for (int id : ids) {
    if (budget <= 0)
      break;
    budget -= co_await fetch(id); // V: the next needs the budget left
  }
}
corun::task<> tasks_made_before(std::vector<corun::task<>> all) {
  for (auto &t : all)
    co_await std::move(t); // V: nothing is made here
}
