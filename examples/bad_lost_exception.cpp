// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mistake:      tasks that can fail are started and detached.
// At run time:  whoever started them never learns that one failed: the report
//               says "all uploads are done". corun tells stderr of an exception
//               that nobody retrieved; most libraries drop it without a word,
//               or end the program.
// Fix:          keep the handles and await them: good_lost_exception.cpp.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>

using namespace std::chrono_literals;

corun::task<void> upload(int part) {
  co_await corun::sleep(1ms);
  if (part == 2)
    throw std::runtime_error("part 2: disk full");
  std::printf("part %d is uploaded\n", part);
}

corun::task<void> upload_all() {
  for (int part = 1; part <= 3; ++part)
    corun::create_task(upload(part)).detach(); // BUG: coro-lost-exception
  co_await corun::sleep(50ms);                 // surely long enough
}

int main() {
  try {
    corun::run(upload_all());
    std::puts("all uploads are done");
  } catch (const std::exception &error) {
    std::printf("upload failed: %s\n", error.what());
  }
}
