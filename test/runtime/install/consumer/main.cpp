// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <string>

corun::task<std::string> answer() {
  co_await corun::sleep(std::chrono::milliseconds(1));
  co_return co_await corun::to_thread([] { return std::string("consumed"); });
}

corun::task<int> async_main() {
  const std::string text = co_await answer();
  std::puts(text.c_str());
  co_return 0;
}

int main() { return corun::run(async_main()); }
