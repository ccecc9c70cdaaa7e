// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Workers that share a queue, in one task group: when the group has ended, so
// have they, whatever happened. One that fails cancels the others, and nothing
// is lost: its exception comes out of the group. Here a page that hangs is given
// up after a while, and a broken one ends the second run.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

corun::task<std::string> load(std::string page) {
  co_await corun::sleep(page == "hangs" ? 1h : 5ms);
  if (page == "broken")
    throw std::runtime_error("page 'broken' cannot be read");
  co_return "contents of " + page;
}

corun::task<void> work(corun::queue<std::string> &pages, int &loaded) {
  for (;;) {
    std::string page;
    try {
      page = co_await pages.get();
    } catch (const corun::queue_shut_down &) {
      co_return; // nothing is left
    }
    try {
      const std::string text = co_await corun::timeout(50ms, load(page));
      std::printf("%s\n", text.c_str());
      ++loaded;
    } catch (const corun::timeout_error &) {
      std::printf("%s takes too long\n", page.c_str());
    }
  }
}

/// How many could be loaded.
corun::task<int> load_all(std::vector<std::string> names) {
  corun::queue<std::string> pages(2); // whoever puts waits for room
  int loaded = 0;
  co_await corun::with_task_group(
      [&](corun::task_group &group) -> corun::task<void> {
        for (int i = 0; i < 3; ++i)
          group.create_task(work(pages, loaded));
        for (const std::string &name : names)
          co_await pages.put(name);
        pages.shutdown(); // the workers take what is left, and end
      });
  co_return loaded;
}

corun::task<int> async_main() {
  std::vector<std::string> good{"a", "b", "hangs", "c"};
  std::printf("loaded: %d of 4\n", co_await load_all(std::move(good)));
  std::vector<std::string> bad{"a", "hangs", "broken", "b"};
  try {
    co_await load_all(std::move(bad));
  } catch (const corun::exception_group &failures) {
    std::printf("%s\n", failures.what());
  }
  std::printf("tasks left: %zu\n", corun::all_tasks().size() - 1);
  co_return 0;
}

int main() {
  try {
    return corun::run(async_main());
  } catch (const corun::keyboard_interrupt &) { // Ctrl-C cancelled all of them
    corun::keyboard_interrupt::end_process();
  }
}
