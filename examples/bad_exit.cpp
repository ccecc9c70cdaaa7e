// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mistake:      std::exit() in a coroutine.
// At run time:  the locals of this coroutine, and of every coroutine that is
//               suspended anywhere in the program, are never destroyed: no
//               file is flushed, no transaction ended, no lock file removed.
//               The journal below is never written.
// Fix:          co_return the status to main(): good_exit.cpp.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

using namespace std::chrono_literals;

/// Writes what it was given when it goes: a transaction, a buffered file.
class journal {
public:
  explicit journal(std::string entry) : entry_(std::move(entry)) {}
  ~journal() { std::printf("journal: %s\n", entry_.c_str()); }
  journal(const journal &) = delete;
  journal &operator=(const journal &) = delete;

private:
  std::string entry_;
};

corun::task<int> async_main() {
  journal entry("payment 1 booked");
  co_await corun::sleep(1ms);
  std::puts("done");
  std::exit(3); // BUG: coro-exit
  co_return 0;
}

int main() { return corun::run(async_main()); }
