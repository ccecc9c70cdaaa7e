// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Started tasks in a local when something else is awaited, where nothing of
// ours dies under them. Nothing is reported. exception-path.cpp has the rest.
#include "../Inputs/corun.h"
#include "../Inputs/kj.h"
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include <chrono>
#include <exception>
#include <string>
#include <utility>
#include <vector>

using seastar::future;
using namespace std::chrono_literals;
future<int> upload(int id);
future<int> upload_from(const std::string &buffer);
future<int> upload_into(int *counter);
future<bool> query();
future<> parse();
eager_task<> send(std::string &buffer);
eager_task<int> ask();
task<> lazy(const std::string &buffer);
corun::task<> spawned(std::string &buffer);
corun::task<> other();
kj::Promise<void> write(std::string &buffer);
kj::Promise<int> receive();
void log();

future<int> awaited_first(std::string data) {
  int n = co_await upload_from(data); // V: nothing pending
  co_await parse();
  auto up = upload_from(data);
  log();
  co_return n + co_await std::move(up); // V: nothing awaited in between
}
future<> gathered(std::string data) {
  auto a = upload_from(data);
  auto b = upload_from(data);
  co_await seastar::when_all_succeed(std::move(a), std::move(b)); // V: waits for both, whatever happens
}
future<int> refers_to_nothing() {
  auto up = upload(1);
  co_await parse(); // V: it needs nothing of ours
  co_return co_await std::move(up);
}
future<int> in_parallel_without_referents() {
  auto a = upload(1), b = upload(2);
  int n = co_await std::move(a); // V: nothing of ours dies under b
  co_return n + co_await std::move(b);
}
task<> not_started(std::string buffer) {
  auto t = lazy(buffer);
  co_await lazy(buffer); // V: a lazy task does not run yet
  co_await std::move(t);
}
kj::Promise<void> cancelled_when_dropped(std::string buffer) {
  auto w = write(buffer);
  int n = co_await receive(); // V: dropping w cancels it
  co_await w;
  (void)n;
}
eager_task<> cannot_throw(std::string buffer) {
  auto sent = send(buffer);
  co_await std::suspend_always{}; // V: noexcept
  co_await sent;
}
struct job {
  future<> running = parse();
  std::string buffer;
  future<> restart() {
    running = upload_from(buffer).discard_result(); // V: a member, beside what it uses
    co_await parse();
    co_await std::move(running);
  }
};
std::string global;
future<int> refers_to_a_global() {
  auto up = upload_from(global);
  co_await parse(); // V: outlives the coroutine
  co_return co_await std::move(up);
}
future<int> refers_to_the_callers(std::string &data) {
  auto up = upload_from(data);
  co_await parse(); // V: the caller's; it does not die here
  co_return co_await std::move(up);
}
template <class T> future<T> unchecked(future<T> &&f);
future<> polls_with_what_is_ready(std::string data) {
  auto up = upload_from(data);
  co_await unchecked(seastar::make_ready_future<int>(1)); // V: ready, so it throws nothing
  co_await std::move(up).discard_result();
}
