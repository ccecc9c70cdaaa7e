// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fix of bad_lost_exception.cpp: gather() waits for all of them, and throws
// what the first that fails throws.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

corun::task<void> upload(int part) {
  co_await corun::sleep(1ms);
  if (part == 2)
    throw std::runtime_error("part 2: disk full");
  std::printf("part %d is uploaded\n", part);
}

corun::task<void> upload_all() {
  std::vector<corun::task<void>> uploads;
  for (int part = 1; part <= 3; ++part)
    uploads.push_back(upload(part));
  co_await corun::gather(std::move(uploads));
}

int main() {
  try {
    corun::run(upload_all());
    std::puts("all uploads are done");
  } catch (const std::exception &error) {
    std::printf("upload failed: %s\n", error.what());
  }
}
