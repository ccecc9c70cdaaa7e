// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Started tasks wait in a local while something else is awaited. If that
// throws, the local dies and they run on, without what they refer to. The
// finding is at the await that may throw.
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

future<int> refers_to_a_local(std::string data) {
  auto up = upload_from(data);
  // expected-note@-1 {{the task is started here}}
  bool ok = co_await query(); // X: if it throws, data dies under the upload
  // expected-warning@-1 {{if this co_await throws, 'up' dies while its task runs on, and uses what dies with it [coro-dropped-handle]}}
  co_return ok ? co_await std::move(up) : (co_await std::move(up), 0);
}
future<int> points_to_a_local() {
  int counter = 0;
  auto up = upload_into(&counter);
  // expected-note@-1 {{the task is started here}}
  co_await parse(); // X: counter dies
  // expected-warning@-1 {{if this co_await throws, 'up' dies while its task runs on, and uses what dies with it [coro-dropped-handle]}}
  co_return co_await std::move(up);
}
eager_task<> of_a_users_own_type(std::string buffer) {
  auto sent = send(buffer);
  // expected-note@-1 {{the task is started here}}
  int n = co_await ask(); // X: buffer dies
  // expected-warning@-1 {{if this co_await throws, 'sent' dies while its task runs on, and uses what dies with it [coro-dropped-handle]}}
  co_await sent;
  (void)n;
}
future<> in_a_vector(std::vector<std::string> parts) {
  std::vector<future<int>> all;
  for (auto &p : parts)
    all.push_back(upload_from(p));
    // expected-note@-1 {{the task is started here}}
  co_await parse(); // X: the vector dies with all of them running
  // expected-warning@-1 {{if this co_await throws, 'all' dies while its tasks run on, and use what dies with it [coro-dropped-handle]}}
  co_await seastar::when_all_succeed(std::move(all));
}
future<int> two_in_parallel(std::string data) {
  auto a = upload_from(data);
  auto b = upload_from(data);
  // expected-note@-1 {{the task is started here}}
  int n = co_await std::move(a); // X: if the first fails, the second is left
  // expected-warning@-1 {{if this co_await throws, 'b' dies while its task runs on, and uses what dies with it [coro-dropped-handle]}}
  co_return n + co_await std::move(b);
}
corun::task<> a_spawned_one(std::string buffer) {
  auto h = corun::create_task(spawned(buffer));
  // expected-note@-1 {{the task is started here}}
  co_await other(); // X: the handle dies, the task goes on
  // expected-warning@-1 {{if this co_await throws, 'h' dies while its task runs on, and uses what dies with it [coro-dropped-handle]}}
  co_await h;
}
class archiver {
  std::string name;
  future<int> upload_segment(int n);
  future<> scheduled() {
    auto up = upload_segment(1);
    // expected-note@-1 {{the task is started here}}
    co_await parse(); // X: it uses *this, which may die with its owner
    // expected-warning@-1 {{if this co_await throws, 'up' dies while its task runs on, and uses what dies with it [coro-dropped-handle]}}
    co_await std::move(up).discard_result();
  }
  future<> by_a_lambda() {
    auto run = [this](int n) -> future<int> {
      co_return co_await upload_segment(n);
    };
    auto up = run(1);
    // expected-note@-1 {{the task is started here}}
    co_await parse(); // X: and the closure dies too
    // expected-warning@-1 {{if this co_await throws, 'up' dies while its task runs on, and uses what dies with it [coro-dropped-handle]}}
    co_await std::move(up).discard_result();
  }
  // The exception path looks after them.
  future<> caught() {
    auto up = upload_segment(1);
    std::exception_ptr error;
    try {
      co_await parse(); // V: the handler below keeps the upload alive
    } catch (...) {
      error = std::current_exception();
    }
    co_await std::move(up).discard_result();
    if (error)
      std::rethrow_exception(error);
  }
};
