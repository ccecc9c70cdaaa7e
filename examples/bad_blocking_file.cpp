// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mistake:      a coroutine calls a helper, and the helper reads a file.
// At run time:  reading a file blocks the thread, however innocent the helper's
//               name: on a network drive for as long as the network takes. The
//               loop stands still meanwhile, and so does the ticker.
// Fix:          call the helper through corun::to_thread:
//               good_blocking_file.cpp.
#include "support/slow_file.hpp"

#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

using namespace std::chrono_literals;

int ticks = 0;

/// Stands for everything else the loop has to do.
corun::task<void> tick() {
  for (;;) {
    co_await corun::sleep(10ms);
    ++ticks;
  }
}

std::string first_line(const std::string &path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

corun::task<std::string> load_configuration(std::string path) {
  co_return first_line(path); // BUG: coro-blocking-call
}

corun::task<void> async_main(std::string path) {
  auto ticker = corun::create_task(tick(), {.name = "ticker"});
  co_await corun::sleep(0s); // the ticker begins
  const std::string configuration = co_await load_configuration(path);
  std::printf("read '%s'; ticks meanwhile: %d\n", configuration.c_str(), ticks);
  ticker.cancel();
}

int main() {
  slow_file file("colour = blue", 200ms);
  corun::run(async_main(file.path()));
}
