// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Correct code that looks like a use after a move: N13, N43, N46 and what
// libraries' idioms look like.
#include "../Inputs/asio.h"
#include "../Inputs/folly.h"
#include "../Inputs/seastar.h"
#include <memory>
#include <string>
#include <utility>
#include <vector>

folly::coro::Task<void> g(std::string s);
folly::coro::Task<int> compute(std::vector<int> rows);
void log(const std::string &s);

folly::coro::Task<void> N43_parameter_of_the_frame(std::string s) {
  co_await g(s); // V: the frame's s has been moved to
  log(s);
}
folly::coro::Task<void> N43_caller() {
  std::string s = "x";
  co_await N43_parameter_of_the_frame(std::move(s)); // V: not used again
}
folly::coro::Task<int> N43_moved_on(std::vector<int> rows) {
  auto n = int(rows.size());
  co_return n + co_await compute(std::move(rows)); // V: n was taken before
}

struct waiter {
  int offset;
  seastar::promise<int> result;
};
seastar::future<int> N13_promise_moved_after_its_future(std::vector<waiter> &waiters) {
  seastar::promise<int> p;
  auto fut = p.get_future();
  waiters.push_back({1, std::move(p)});
  co_return co_await std::move(fut); // V: another object than p
}
seastar::future<int> N46_wrapper(std::string path);
seastar::future<int> N46_forwards(std::string const &dir) {
  return N46_wrapper(dir + "/x"); // V: no move of dir
}

asio::awaitable<void> session(asio::ip::tcp::socket socket);
asio::awaitable<void> accept_loop(asio::ip::tcp::acceptor &acceptor) {
  auto ex = co_await asio::this_coro::executor;
  for (;;) {
    auto socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(ex, session(std::move(socket)), asio::detached); // V: a socket an iteration
  }
}

class connection : public std::enable_shared_from_this<connection> {
public:
  seastar::future<> start() {
    auto self = shared_from_this();
    co_await flush(std::move(buffer_));
    buffer_.clear(); // V: given a new state
    buffer_.append("again");
    co_await flush(std::exchange(buffer_, {})); // V: exchange leaves it empty on purpose
    buffer_ += "more";
  }

private:
  seastar::future<> flush(std::string data);
  std::string buffer_;
};

struct options {
  std::string host;
  std::string path;
};
seastar::future<> connect(std::string host);
seastar::future<> open(std::string path);
seastar::future<> piecewise(options o) {
  co_await connect(std::move(o.host));
  co_await open(std::move(o.path)); // V: another member
}
seastar::future<> reference_parameter(const std::string &s) {
  co_await open(std::move(s)); // V: a move from const is a copy
  log(s);
}
seastar::future<> view_of_it(std::shared_ptr<const options> o) {
  auto keep = o;
  co_await seastar::sleep(std::chrono::milliseconds(1));
  auto moved = std::move(keep);
  log(o->path); // V: o was copied, keep was moved
}
