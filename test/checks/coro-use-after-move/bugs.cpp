// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shapes of real bugs, each named by its id: UM01, UM04, UM07 and their
// neighbours.
#include "../Inputs/kj.h"
#include "../Inputs/seastar.h"
#include <memory>
#include <string>
#include <utility>
#include <vector>

using seastar::future;

struct digest {
  std::vector<int> entries;
  std::string format() const;
};
struct ack {
  explicit ack(digest d);
  std::string text;
};
future<> send_ack(int peer, ack &&m);
void log(const char *format, const ack &m);
void log(const char *format, const std::string &s);

future<> UM01_logged_after_the_rpc(int peer, digest d) {
  ack m(std::move(d));
  log("calling {}", m);
  co_await send_ack(peer, std::move(m));
  // expected-note@-1 {{moved away here}}
  log("finished {}", m); // X: logs an empty acknowledgement
  // expected-warning@-1 {{'m' is used after it was moved into the call of 'send_ack'; it is empty or unspecified here [coro-use-after-move]}}
}
future<> UM01_fixed(int peer, digest d) {
  auto text = d.format();
  ack m(std::move(d));
  log("calling {}", text);
  co_await send_ack(peer, std::move(m));
  log("finished {}", text); // V: formatted before the move
}

struct batch {
  std::vector<std::string> records;
  batch share() const;
};
struct leader {
  future<int> replicate(batch b);
};
batch build();
// Calls the function again until a leader takes the batch.
template <class F> future<int> retry_with_leader(int times, F fn) {
  leader l;
  for (int i = 0; i < times; ++i) {
    int code = co_await fn(l);
    if (code == 0)
      co_return 0;
  }
  co_return -1;
}
future<int> UM07_capture_moved_on_retry() {
  co_return co_await retry_with_leader(10, [b = build()](leader &l) mutable {
  // expected-note@-1 {{the lambda is run here}}
    return l.replicate(std::move(b)); // X: the second attempt replicates nothing
    // expected-warning@-1 {{'b' is moved out of a lambda that 'retry_with_leader' runs more than once; from the second run on, it is empty or unspecified [coro-use-after-move]}}
  });
}
future<int> UM07_shared() {
  co_return co_await retry_with_leader(10, [b = build()](leader &l) mutable {
    return l.replicate(b.share()); // V: the batch stays
  });
}

// A consumer that hands the batch on and counts it afterwards.
struct stats {
  int produced = 0;
};
future<> produce(batch b);
future<> counted_after(batch b, stats &s) {
  co_await produce(std::move(b));
  // expected-note@-1 {{moved away here}}
  s.produced += int(b.records.size()); // X: always adds nothing
  // expected-warning@-1 {{'b' is used after it was moved into the call of 'produce'; it is empty or unspecified here [coro-use-after-move]}}
}
future<> counted_before(batch b, stats &s) {
  auto n = int(b.records.size());
  co_await produce(std::move(b));
  s.produced += n; // V: counted before
}

// Both continuations of a promise capture the same buffer by move.
struct buffer {
  buffer(buffer &&);
  ~buffer();
  void done();
};
kj::Promise<void> upload();
kj::Promise<void> both_continuations_own_it(buffer b) {
  co_await upload().then([b = std::move(b)]() mutable { b.done(); },
  // expected-note@-1 {{moved away here}}
                         [b = std::move(b)](kj::Exception) mutable { b.done(); }); // X: one of them gets an empty one
                         // expected-warning@-1 {{'b' is used after it was moved into the call of 'Promise::then'; it is empty or unspecified here [coro-use-after-move]}}
}
kj::Promise<void> either_continuation_uses_it(buffer b) {
  co_await upload().then([&b] { b.done(); },
                         [&b](kj::Exception) { b.done(); }); // V: only one runs, nothing is moved
}

future<> write_file(std::string path, std::string data);
future<> error_names_the_path(std::string path, std::string data) {
  try {
    co_await write_file(std::move(path), std::move(data));
    // expected-note@-1 {{moved away here}}
  } catch (...) {
    log("cannot write {}", path); // X: the path was moved
    // expected-warning@-1 {{'path' is used after it was moved into the call of 'write_file'; it is empty or unspecified here [coro-use-after-move]}}
    throw;
  }
}
