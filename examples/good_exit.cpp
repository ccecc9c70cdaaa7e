// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fix of bad_exit.cpp: the status is what the main coroutine returns.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
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
  co_return 3;
}

int main() { return corun::run(async_main()); }
