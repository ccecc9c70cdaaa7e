// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes of real bugs, each named by its id: DX03, DX06; DX09, DX12,
// DX15, DX18, DX21 and UD13, UD21 are not this check's to find. Correct
// relatives: N04, N07, N10, N16.
#include "../Inputs/kj.h"
#include "../Inputs/libcoro.h"
#include "../Inputs/qcoro.h"
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include <exception>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

using seastar::future;
struct reader {};
struct result {};
struct candidate {};

// DX03: the second stage is lost when the first throws.
struct stages {
  future<> enqueued;
  future<result> done;
};
struct DX03_replicator {
  stages dispatch(reader r); // the stages use *this
  future<result> replicate(reader r) {
    auto s = dispatch(std::move(r));
    // expected-note@-1 {{the task is started here}}
    co_await std::move(s.enqueued); // X: throws, and s.done is abandoned
    // expected-warning@-1 {{if this co_await throws, 's.done' dies while its task runs on, and uses what dies with it [coro-dropped-handle]}}
    co_return co_await std::move(s.done);
  }
  future<result> fixed(reader r) {
    auto s = dispatch(std::move(r));
    std::exception_ptr error;
    try {
      co_await std::move(s.enqueued); // V: the second is consumed in any case
    } catch (...) {
      error = std::current_exception();
    }
    auto done = co_await std::move(s.done);
    if (error)
      std::rethrow_exception(error);
    co_return done;
  }
};

// DX06: every future is awaited on the happy path.
struct DX06_archiver {
  future<result> upload_segment(candidate c);
  future<result> upload_tx(candidate c);
  future<bool> query_aborted(candidate c);
  future<result> aggregate(std::vector<future<result>> v);
  future<result> schedule(candidate c) {
    std::vector<future<result>> ups;
    ups.push_back(upload_segment(c));
    // expected-note@-1 {{the task is started here}}
    auto tx = co_await query_aborted(c); // X: may throw while the upload runs
    // expected-warning@-1 {{if this co_await throws, 'ups' dies while its tasks run on, and use what dies with it [coro-dropped-handle]}}
    if (tx)
      ups.push_back(upload_tx(c));
    co_return co_await aggregate(std::move(ups));
  }
  future<result> asks_first(candidate c) {
    std::vector<future<result>> ups;
    auto tx = co_await query_aborted(c); // V: nothing runs yet
    ups.push_back(upload_segment(c));
    if (tx)
      ups.push_back(upload_tx(c));
    co_return co_await aggregate(std::move(ups));
  }
};

// DX09: members somebody else filled; nothing says that they must be awaited here.
struct DX09_state {
  std::optional<future<>> streaming, cleanup, rebuild, repair;
};
future<> stop_background(std::optional<future<>> &f);
future<> DX09_stop(DX09_state &s) { // V
  co_await stop_background(s.streaming);
  co_await stop_background(s.cleanup);
}

// DX12, DX15, UD13: said aloud.
future<> notify();
future<int> upload(int n);
void DX12_and_DX15_and_UD13(seastar::gate &g) {
  (void)seastar::with_gate(g, [] { return notify(); });   // V: (void)
  std::ignore = upload(1).finally([h = g.hold()] {});     // V: std::ignore
  (void)seastar::async([] { notify().get(); });           // V: (void)
}

// DX18: belongs to coro-return-await.
future<int> DX18_load() {
  try {
    return upload(1); // V
  } catch (...) {
    return seastar::make_exception_future<int>(std::current_exception());
  }
}

// DX21: the loser of a race; the winner's result is what was asked for.
kj::Promise<void> connect();
kj::Promise<void> request();
kj::Promise<void> DX21_race() {
  auto conn = connect();
  co_await conn.then([] { return kj::Promise<void>(kj::NEVER_DONE); })
      .exclusiveJoin(request()); // V
}

// UD21: eager, dropped by design.
QCoro::Task<> save();
struct UD21_window : QObject {
  QCoro::Task<> on_clicked() { co_await save(); }
  void connected() { on_clicked(); } // V
};

// Correct relatives.
coro::task<> work();
coro::task<> N10_joined_later(coro::thread_pool &pool) {
  auto j = pool.spawn_joinable(work());
  co_await work();
  co_await j; // V: awaited later
}
kj::Promise<void> send();
void N07_detach_with_handler() {
  send().detach([](kj::Exception) {}); // V: says where errors go
}
struct starting_task : task<> {
  struct handle {
    void detach(const char *name) &&;
  };
  handle start() &&;
};
starting_task collect();
void N04_start_and_detach() { collect().start().detach("collect"); } // V: detached aloud
