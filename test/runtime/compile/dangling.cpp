// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compiled, not run: each line marked WARN must draw clang's -Wdangling, no
// other line any warning.
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

corun::task<void> keeps_what_it_refers_to(std::string text) {
  co_await length("a temporary lives until the end of this await");
  co_await corun::gather(length("and of this one"), length(text));
  auto kept = length(text);
  auto handle = corun::create_task(length(text), {.name = "length"});
  std::vector<corun::task<int>> many;
  many.push_back(length(text));
  co_await corun::gather(std::move(kept), handle, corun::sleep(1ms));
  co_await corun::gather(std::move(many));
  co_await corun::to_thread([](const std::string &s) { return s.size(); },
                            std::string("owned by the job"));
  auto later = corun::to_thread([&text] { return text.size(); });
  co_await std::move(later);
}

#ifdef DANGLE
corun::task<void> dangles() {
  auto kept = length(std::string("gone"));                       // WARN
  auto handle = corun::create_task(length(std::string("gone"))); // WARN
  auto all = corun::gather(length(std::string("gone")));         // WARN
  co_await std::move(kept);
  co_await handle;
  co_await std::move(all);
}
#endif
