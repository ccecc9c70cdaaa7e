// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Boost's threads, processes and queues; Asio's and Beast's synchronous
// operations.
#include "../Inputs/user_task.h"
#include <string>

namespace boost {
struct duration { constexpr explicit duration(long n) : n(n) {} long n; };
namespace this_thread { void sleep_for(const duration &); void yield(); }
struct thread { void join(); void detach(); bool try_join_for(const duration &); };
namespace detail { template <class T> struct basic_future { bool is_ready() const; void wait() const; }; }
template <class T> struct future : detail::basic_future<T> { T get(); };
namespace process {
struct child { void wait(); bool running(); };
int system(const char *);
}
namespace interprocess {
template <class V> struct message_queue_t {
  void receive(void *, unsigned long, unsigned long &, unsigned &);
  bool try_receive(void *, unsigned long, unsigned long &, unsigned &);
};
using message_queue = message_queue_t<void *>;
}
namespace asio {
struct buffer {};
struct executor {};
namespace posix {
template <class E = executor> struct basic_stream_descriptor {
  unsigned long read_some(buffer);
  timer_awaiter async_read_some(buffer);
  void non_blocking(bool);
};
}
template <class E = executor> struct basic_serial_port { unsigned long write_some(buffer); };
template <class E = executor> struct basic_stream_file {
  explicit basic_stream_file(executor);
  basic_stream_file(executor, const std::string &, int flags);
  unsigned long read_some(buffer);
};
struct thread_pool { void attach(); void stop(); };
}
namespace beast {
namespace http {
template <class S> unsigned long read(S &, asio::buffer &, int &);
template <class S> timer_awaiter async_read(S &, asio::buffer &, int &);
template <class S> unsigned long write(S &, const int &);
}
namespace websocket {
template <class S> struct stream {
  void handshake(const char *, const char *);
  unsigned long read(asio::buffer &);
  timer_awaiter async_read(asio::buffer &);
  void text(bool);
};
}
struct tcp_stream {};
}
} // namespace boost

task<> threads(boost::thread &thread, boost::future<int> &future) {
  boost::this_thread::sleep_for(boost::duration(1)); // X: sleep
  // expected-warning@-1 {{'boost::this_thread::sleep_for' blocks the thread: it sleeps, and holds up every other task on it [coro-blocking-call]}}
  boost::this_thread::sleep_for(boost::duration(0)); // V
  boost::this_thread::yield();                       // V
  thread.join();                                     // X: wait
  // expected-warning@-1 {{'boost::thread::join' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  thread.try_join_for(boost::duration(0));           // V
  thread.detach();                                   // V
  if (future.is_ready())
    future.get();                                    // V: asked
  else
    future.get();                                    // X: wait
    // expected-warning@-1 {{'boost::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
task<> processes(boost::process::child &child) {
  child.wait();                 // X: process
  // expected-warning@-1 {{'boost::process::child::wait' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  child.running();              // V
  boost::process::system("ls"); // X: process
  // expected-warning@-1 {{'boost::process::system' blocks the thread: it waits for a process, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
task<> queues(boost::interprocess::message_queue &queue, void *buffer, unsigned long size, unsigned priority) {
  queue.receive(buffer, 1, size, priority);     // X: wait
  // expected-warning@-1 {{'boost::interprocess::message_queue_t::receive' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  queue.try_receive(buffer, 1, size, priority); // V
  co_return;
}
task<> asio(boost::asio::posix::basic_stream_descriptor<> &descriptor, boost::asio::basic_serial_port<> &port,
            boost::asio::executor executor, boost::asio::buffer buffer, boost::asio::thread_pool &pool) {
  descriptor.read_some(buffer);                                // X: wait
  // expected-warning@-1 {{'boost::asio::posix::basic_stream_descriptor::read_some' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  descriptor.non_blocking(true);                               // V
  co_await descriptor.async_read_some(buffer);                 // V
  port.write_some(buffer);                                     // X: wait
  // expected-warning@-1 {{'boost::asio::basic_serial_port::write_some' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  boost::asio::basic_stream_file<> closed(executor);           // V
  boost::asio::basic_stream_file<> file(executor, "a", 0);     // X: file
  // expected-warning@-1 {{'boost::asio::basic_stream_file::basic_stream_file' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  file.read_some(buffer);                                      // X: file
  // expected-warning@-1 {{'boost::asio::basic_stream_file::read_some' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  pool.attach();                                               // X: wait
  // expected-warning@-1 {{'boost::asio::thread_pool::attach' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  pool.stop();                                                 // V
}
task<> beast(boost::beast::tcp_stream &stream, boost::beast::websocket::stream<boost::beast::tcp_stream> &socket,
             boost::asio::buffer &buffer, int &message) {
  boost::beast::http::read(stream, buffer, message);                // X: net
  // expected-warning@-1 {{'boost::beast::http::read' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  co_await boost::beast::http::async_read(stream, buffer, message); // V
  boost::beast::http::write(stream, message);                       // X: net
  // expected-warning@-1 {{'boost::beast::http::write' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  socket.handshake("host", "/");                                    // X: net
  // expected-warning@-1 {{'boost::beast::websocket::stream::handshake' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  socket.text(true);                                                // V
  socket.read(buffer);                                              // X: net
  // expected-warning@-1 {{'boost::beast::websocket::stream::read' blocks the thread: it waits for the network, and holds up every other task on it [coro-blocking-call]}}
  co_await socket.async_read(buffer);                               // V
}
