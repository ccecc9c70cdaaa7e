// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What trace_check.py runs under CORUN_TRACE. Argument: how it ends.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;

corun::task<void> leaf() { co_await corun::sleep(2ms); }

corun::task<int> worker(int n) {
  co_await leaf();
  co_return n;
}

corun::task<void> stall() {
  std::this_thread::sleep_for(20ms);
  co_await corun::sleep(0s);
}

corun::task<void> failing() {
  co_await corun::sleep(0s);
  throw std::runtime_error("no");
}

corun::task<void> forever() { co_await corun::sleep(1h); }

corun::task<void> everything(std::string_view end) {
  corun::current_loop().set_slow_callback_duration(10ms);
  corun::current_loop().call_soon(
      [] { corun::create_task(leaf(), {.name = "from a callback"}).detach(); });
  // Not UTF-8, and what JSON must escape.
  auto odd =
      corun::create_task(worker(1), {.name = "\"\\\n\x01\xff h\xc3\xa9"});
  auto cancelled = corun::create_task(forever(), {.name = "cancelled"});
  auto stalling = corun::create_task(stall(), {.name = "stalling"});
  auto failed = corun::create_task(failing(), {.name = "failed"});
  auto eager =
      corun::create_task(worker(2), {.name = "eager", .eager_start = true});
  auto renamed = corun::create_task(leaf(), {.name = "before"});
  renamed.set_name("after");
  co_await corun::gather(odd, eager, renamed, stalling);
  co_await corun::gather(
      corun::to_thread([] { std::this_thread::sleep_for(2ms); }),
      corun::to_thread([] { std::this_thread::sleep_for(2ms); }));
  cancelled.cancel();
  co_await corun::wait(corun::handles(cancelled, failed));
  static_cast<void>(failed.exception());
  if (end == "exit")
    std::exit(0);
  if (end == "exception")
    throw std::runtime_error("thrown by main");
  if (end == "abort") {
    co_await corun::sleep(50ms); // the loop sleeps: what there is, is written
    std::abort();
  }
  if (end == "fork") {
    const ::pid_t child = ::fork();
    if (child == 0)
      std::exit(0); // writes nothing that its parent writes, too
    ::waitpid(child, nullptr, 0);
  }
}

/// A loop in a thread of its own.
void many_tasks() {
  corun::run([]() -> corun::task<void> {
    std::vector<corun::task<int>> workers;
    for (int i = 0; i < 500; ++i)
      workers.push_back(worker(i));
    co_await corun::gather(std::move(workers));
  }());
}

} // namespace

int main(int, char **arguments) {
  const std::string_view end = arguments[1];
  std::thread other(many_tasks);
  std::thread third(many_tasks);
  other.join();
  third.join();
  corun::run(everything(end), {.name = "main"});
}
