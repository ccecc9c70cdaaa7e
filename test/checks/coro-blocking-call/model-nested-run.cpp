// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Running an event loop, or waiting for a task, is of coro-nested-run and is
// not reported here, whatever the body in sight does.
#include "../Inputs/user_task.h"
#include <condition_variable>
#include <mutex>

namespace cppcoro {
template <class T> void sync_wait(T &&) {
  std::mutex m;
  std::unique_lock lock(m);
  std::condition_variable().wait(lock);
}
} // namespace cppcoro
namespace boost::asio {
struct io_context { unsigned long run(); unsigned long poll(); };
} // namespace boost::asio
namespace concurrencpp {
template <class T> struct shared_result { T &get(); void wait(); };
} // namespace concurrencpp
namespace stdexec {
struct sync_wait_t { template <class S> int operator()(S &&) const; };
inline constexpr sync_wait_t sync_wait{};
} // namespace stdexec
namespace QCoro {
template <class T> void waitFor(T &&);
} // namespace QCoro
namespace trantor {
struct EventLoop { void loop(); };
} // namespace trantor

task<> other();

task<> nested(boost::asio::io_context &io, concurrencpp::shared_result<int> &result, trantor::EventLoop &loop) {
  io.run();                    // V
  io.poll();                   // V
  result.wait();               // V
  result.get();                // V
  cppcoro::sync_wait(other()); // V
  stdexec::sync_wait(other()); // V
  QCoro::waitFor(other());     // V
  loop.loop();                 // V
  co_return;
}
