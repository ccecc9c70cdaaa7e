// RUN: %check_coro %s
//
// The shapes of real bugs: BD01, BD04, BD07, BD08. NR01, NR04, NR07 and NR10
// are the business of coro-nested-run; N40 is correct.
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include "../Inputs/winrt.h"
#include "Inputs/yaml.h"
#include <chrono>
#include <filesystem>
#include <poll.h>
#include <string>
#include <vector>

using seastar::future;
using namespace std::chrono_literals;

// A coroutine without any co_await calls a plain member that asks the disk.
struct disk {
  std::uintmax_t free, capacity;
};
struct monitor {
  std::filesystem::path dir;
  std::vector<disk> state;
  std::vector<disk> get_disks() {
    auto s = std::filesystem::space(dir);
    // expected-note@-1 {{'monitor::get_disks' calls 'std::filesystem::space' here, which blocks}}
    return {{s.free, s.capacity}};
  }
  future<> BD01_update() {
    auto d = get_disks(); // X: chain get_disks -> std::filesystem::space
    // expected-warning@-1 {{'monitor::get_disks' blocks the thread: it does file I/O in 'std::filesystem::space', and holds up every other task on it [coro-blocking-call]}}
    state = d;
    co_return;
  }
};

// A library reads a file with stdio.
struct config {
  std::string path;
};
future<> start(YAML::Node n);
future<std::string> read_text(std::string path);
future<> BD04_hydrate(config c) {
  auto y = YAML::LoadFile(c.path); // X: chain LoadFile -> fopen
  // expected-warning@-1 {{'LoadFile' blocks the thread: it does file I/O in 'fopen', and holds up every other task on it [coro-blocking-call]}}
  co_await start(y);
}
future<> BD04_mended(config c) {
  auto y = YAML::Load(co_await read_text(c.path)); // V: parses what was read
  co_await start(y);
}

// A synchronous call over a message bus, with a time limit.
struct message {};
struct bus {
  int fd;
  message new_method_call(const char *service, const char *path);
  void call_noreply(const message &m, std::chrono::milliseconds limit) {
    pollfd p{fd, POLLIN, 0};
    poll(&p, 1, static_cast<int>(limit.count()));
    // expected-note@-1 {{'bus::call_noreply' calls 'poll' here, which blocks}}
  }
  template <class F> int call_async(const message &m, F &&on_reply) { return 1; }
};
task<int> BD07_store(bus &b) {
  auto m = b.new_method_call("service", "path");
  b.call_noreply(m, 5s); // X: chain call_noreply -> poll
  // expected-warning@-1 {{'bus::call_noreply' blocks the thread: it waits in 'poll', and holds up every other task on it [coro-blocking-call]}}
  co_return 0;
}
task<int> BD07_mended(bus &b) {
  auto m = b.new_method_call("service", "path");
  [[maybe_unused]] auto slot = b.call_async(m, [](auto &&) {}); // V
  co_return 0;
}

// An argument decides between asynchronous and blocking.
struct optional_yield {
  bool yes;
  explicit operator bool() const { return yes; }
};
inline constexpr optional_yield null_yield{false};
[[clang::annotate("coro::blocking")]] int wait_for_reply();
int start_and_suspend(optional_yield y);
int read_object(optional_yield y) {
  if (y)
    return start_and_suspend(y);
  return wait_for_reply();
  // expected-note@-1 {{'read_object' calls 'wait_for_reply' here, which blocks}}
}
int helper() { return read_object(null_yield); }
// expected-note@-1 {{'helper' calls 'read_object' here}}
task<int> BD08_handle() {
  co_return helper(); // X: chain helper -> read_object -> wait_for_reply
  // expected-warning@-1 {{'helper' blocks the thread: it is marked blocking as 'wait_for_reply', and holds up every other task on it [coro-blocking-call]}}
}

// belong to coro-nested-run
struct id {
  bool is_null();
};
future<id> raft_id();
future<> NR01_get_in_a_condition(bool experimental, bool bootstrap) {
  const bool ok = experimental && (bootstrap || !raft_id().get().is_null()); // V
  (void)ok;
  co_return;
}
winrt::Windows::Foundation::IAsyncAction multi();
winrt::fire_and_forget NR07_on_click() {
  multi().get(); // V
  co_return;
}
struct db_client {
  task<int> exec_coro(const char *sql);
  void exec_sync(const char *sql); // without a body: unknown
};
task<> NR04_NR10_synchronous_client(db_client &db) {
  co_await db.exec_coro("select 1");
  db.exec_sync("select 1"); // V: nothing says that it blocks
}

// Futures that are ready do not block.
future<> N40_after_when_all(std::vector<future<>> fs) {
  auto v = co_await seastar::when_all(fs.begin(), fs.end());
  for (auto &x : v)
    try {
      x.get(); // V
    } catch (...) {
    }
}

// expected-note@Inputs/yaml.h:12 {{'LoadFile' calls 'fopen' here, which blocks}}
