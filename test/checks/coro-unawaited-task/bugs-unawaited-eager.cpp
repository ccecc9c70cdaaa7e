// RUN: %check_coro %s
//
// The shapes of real bugs, continued: UD04, UD07, UD10, UD13, UD16, UD21, and
// DX03-DX21, most of which are the business of another check.
#include "../Inputs/kj.h"
#include "../Inputs/qcoro.h"
#include "../Inputs/seastar.h"
#include "../Inputs/user_task.h"
#include "../Inputs/winrt.h"
#include <functional>
#include <optional>
#include <tuple>
#include <vector>

using seastar::future;
using winrt::Windows::Foundation::IAsyncAction;

struct device {
  IAsyncAction release_exclusive();
};
extern device *g_device;
winrt::fire_and_forget UD04_close() {
  co_await winrt::resume_foreground(winrt::dispatcher{});
  g_device->release_exclusive(); // X: still running when the device is gone
  // expected-warning@-1 {{'device::release_exclusive' returns a task that is dropped here; it runs on unobserved, and its result and exception are lost [coro-unawaited-task]}}
  g_device = nullptr;
}

IAsyncAction UD16_work() {
  winrt::resume_background(); // X: no switch happens
  // expected-warning@-1 {{'resume_background' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  winrt::resume_after(std::chrono::seconds(5)); // X: no wait happens
  // expected-warning@-1 {{'resume_after' returns an awaitable; without co_await nothing waits for it, and its result and exception are lost [coro-unawaited-task]}}
  co_return;
}

// belongs to coro-void-callback: the result is dropped in std::invoke.
eager_task<> work();
struct UD07_handler {
  template <class F>
  UD07_handler(F f) : fn([f](int n) { (void)std::invoke(f, n); }) {}
  std::function<void(int)> fn;
};
UD07_handler UD07{[](int) -> eager_task<> { co_await work(); }};

// belongs to coro-void-callback
future<int> freeze(int m);
future<> for_each_split(int m, std::function<void(int)> f);
future<> apply(std::vector<int> v);
future<> UD10_merge(int m) {
  std::vector<int> out;
  co_await for_each_split(m, [&](int x) -> future<> {
    out.push_back(co_await freeze(x)); // V
  });
  co_await apply(std::move(out));
}

future<> erase();
future<> notify();
future<> UD13_said_aloud() {
  (void)seastar::async([] { notify().get(); }) // V: (void); see WarnOnVoid
      .handle_exception([](std::exception_ptr) {});
  co_await erase();
}

// belongs to coro-dropped-handle: only the exception is lost.
QCoro::Task<> save();
struct UD21_window : QObject {
  QCoro::Task<> on_clicked() { co_await save(); }
  void connected() {
    on_clicked(); // V: the event loop runs it
  }
};

// belong to coro-dropped-handle: lost only when an await in between throws.
struct stages {
  future<> enqueued;
  future<int> done;
};
stages dispatch();
future<int> DX03_two_stages() {
  auto s = dispatch();
  co_await std::move(s.enqueued);
  co_return co_await std::move(s.done);
}
future<int> upload(int n);
future<bool> query_aborted();
future<int> aggregate(std::vector<future<int>> v);
future<int> DX06_schedule(int c) {
  std::vector<future<int>> ups;
  ups.push_back(upload(c));
  auto tx = co_await query_aborted();
  if (tx)
    ups.push_back(upload(c));
  co_return co_await aggregate(std::move(ups));
}
struct DX09_state {
  std::optional<future<>> streaming, cleanup, rebuild, repair;
};
future<> stop_background(std::optional<future<>> &f);
future<> DX09_stop(DX09_state &s) {
  co_await stop_background(s.streaming);
  co_await stop_background(s.cleanup);
}
template <class F> future<> invoke_on(int shard, F f) { return f(); }
void DX12_said_aloud() {
  (void)invoke_on(0, []() -> future<> { co_await erase(); });
}
void DX15_said_aloud(seastar::gate &g) {
  std::ignore = upload(1)
                    .handle_exception([](std::exception_ptr e) -> int {
                      std::rethrow_exception(e);
                    })
                    .finally([h = g.hold()] {});
}

// belongs to coro-return-await
future<int> read_some();
future<int> DX18_load() {
  try {
    return read_some();
  } catch (...) {
    return seastar::make_exception_future<int>(std::current_exception());
  }
}

// belongs to coro-dropped-handle: the loser's error is lost.
kj::Promise<void> connect();
kj::Promise<void> request();
kj::Promise<void> DX21_race() {
  auto conn = connect();
  co_await conn.then([] { return kj::Promise<void>(kj::NEVER_DONE); })
      .exclusiveJoin(request());
}
