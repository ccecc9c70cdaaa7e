// RUN: %check_coro %s
//
// asio's synchronous operations beside its asynchronous ones.
#include "../Inputs/asio.h"
#include <fstream>
#include <string>
#include <thread>

using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

awaitable<void> synchronous(asio::steady_timer &timer, tcp::resolver &resolver,
                            tcp::socket &s, tcp::acceptor &acceptor,
                            std::string &data) {
  timer.wait();                                  // X: sleep
  // expected-warning@-1 {{'asio::basic_waitable_timer::wait' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  asio::error_code ec;
  timer.wait(ec);                                // X: the overload that does not throw
  // expected-warning@-1 {{'asio::basic_waitable_timer::wait' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  auto to = resolver.resolve("host", "http");    // X: dns
  // expected-warning@-1 {{'asio::ip::basic_resolver::resolve' blocks the thread: it waits for a name server, and holds up every other task on it [coro-blocking-call]}}
  s.connect(to);                                 // X: net
  // expected-warning@-1 {{'asio::basic_socket::connect' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  asio::read(s, asio::buffer(data));             // X: net
  // expected-warning@-1 {{'asio::read' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  asio::write(s, asio::buffer(data));            // X: net
  // expected-warning@-1 {{'asio::write' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  s.read_some(asio::buffer(data));               // X: net
  // expected-warning@-1 {{'asio::basic_stream_socket::read_some' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  s.write_some(asio::buffer(data));              // X: net
  // expected-warning@-1 {{'asio::basic_stream_socket::write_some' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  auto peer = acceptor.accept();                 // X: net
  // expected-warning@-1 {{'asio::basic_socket_acceptor::accept' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  std::this_thread::sleep_for(1s);               // X: sleep
  // expected-warning@-1 {{'std::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

awaitable<void> asynchronous(asio::steady_timer &timer, tcp::resolver &resolver,
                             tcp::socket &s, std::string &data) {
  timer.expires_after(1s);                       // V
  co_await timer.async_wait(use_awaitable);
  auto to = co_await resolver.async_resolve("host", "http", use_awaitable);
  co_await s.async_connect(to, use_awaitable);
  co_await asio::async_write(s, asio::buffer(data), use_awaitable);
  s.available();                                 // V: asks only
  s.non_blocking(true);                          // V
  s.close();                                     // V
  timer.cancel();                                // V
}

void say_hello(tcp::socket &s, std::string &data) {
  asio::write(s, asio::buffer(data));
  // expected-note@-1 {{'say_hello' calls 'asio::write' here, which blocks}}
}
awaitable<void> through_a_helper(tcp::socket &s, std::string data) {
  say_hello(s, data); // X: chain say_hello -> asio::write
  // expected-warning@-1 {{'say_hello' blocks the thread: it waits for the network in 'asio::write', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

awaitable<void> spawns(asio::io_context &io, asio::thread_pool &pool) {
  asio::co_spawn(
      io,
      []() -> awaitable<void> {
        std::this_thread::sleep_for(1s); // X: a coroutine on the loop
        // expected-warning@-1 {{'std::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
        co_return;
      },
      asio::detached);
  asio::post(pool, [] { std::this_thread::sleep_for(1s); }); // V: the pool
  pool.join(); // X: wait
  // expected-warning@-1 {{'asio::thread_pool::join' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// belongs to coro-nested-run
awaitable<void> nested(asio::io_context &io) {
  io.run(); // V
  co_return;
}

int main() {
  asio::io_context io;
  asio::steady_timer timer(io.get_executor());
  timer.wait(); // V: not a coroutine
  io.run();     // V
}

awaitable<void> non_blocking(tcp::socket &s, tcp::socket &t,
                             std::string &data) {
  s.non_blocking(true);
  s.read_some(asio::buffer(data));               // V: gives up instead
  asio::write(s, asio::buffer(data));            // V: likewise
  t.read_some(asio::buffer(data));               // X: another socket
  // expected-warning@-1 {{'asio::basic_stream_socket::read_some' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  s.non_blocking(false);
  s.read_some(asio::buffer(data));               // V: seldom, and not followed
  co_return;
}
awaitable<void> non_blocking_on_one_branch(tcp::socket &s, bool c,
                                           std::string &data) {
  if (c)
    s.non_blocking(true);
  s.read_some(asio::buffer(data));               // X: blocking when c is false
  // expected-warning@-1 {{'asio::basic_stream_socket::read_some' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
