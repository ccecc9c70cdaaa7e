// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiled, not run: right uses that look like those of misuse.cpp. No line may
// draw a warning.
#include <corun/corun.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

corun::task<int> length(const std::string &text) {
  co_await corun::sleep(0s);
  co_return static_cast<int>(text.size());
}

corun::task<void> temporaries_that_outlive_the_await() {
  co_await length("a temporary lives until the end of this await");
  co_await corun::create_task(length("also through a handle"));
  co_await corun::gather(length("and of this one"),
                         corun::create_task(length("and here")));
  co_await corun::timeout(1s, length("the time limit awaits it"));
  co_await corun::shield(length("so does this"));
  int runs = 0;
  co_await [&]() -> corun::task<void> {
    ++runs;
    co_return;
  }();
}

corun::task<void> keeps_what_it_refers_to(std::string text) {
  auto kept = length(text);
  auto handle = corun::create_task(length(text), {.name = "length"});
  std::vector<corun::task<int>> many;
  many.push_back(length(text));
  co_await corun::gather(std::move(kept), handle, corun::sleep(1ms));
  co_await corun::gather(std::move(many));
  kept = length(text);
  handle = corun::create_task(std::move(kept));
  co_await handle;
  co_await corun::to_thread([](const std::string &s) { return s.size(); },
                            std::string("owned by the job"));
  auto later = corun::to_thread([&text] { return text.size(); });
  co_await std::move(later);
}

corun::task<void> lambdas_that_are_kept() {
  int runs = 0;
  auto count = [&]() -> corun::task<void> {
    ++runs;
    co_return;
  };
  auto handle = corun::create_task(count());
  auto captures_nothing =
      corun::create_task([](int n) -> corun::task<int> { co_return n; }(1));
  co_await handle;
  co_await captures_nothing;
}

corun::task<void> groups(std::string outside) {
  co_await corun::with_task_group(
      [&](corun::task_group &group) -> corun::task<void> {
        auto first = group.create_task(length(outside));
        group.create_task(length(outside), {.name = "second"}).detach();
        co_await first;
      });
}

int from_outside(corun::event_loop &loop) {
  int seen = corun::run(length("run() does not return before the task"));
  seen += loop.run_until_complete(length("nor does the loop"));
  seen += loop.run_until_complete(loop.create_task(length("nor here")));
  seen += corun::run_coroutine_threadsafe(length("get() waits"), loop).get();
  return seen + loop.run_until_complete(
                    [&]() -> corun::task<int> { co_return seen; }());
}
