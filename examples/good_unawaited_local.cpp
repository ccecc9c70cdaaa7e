// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The fix of bad_unawaited_local.cpp: create_task() starts the task, the handle
// is awaited.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

bool cache_is_warm = false;

corun::task<void> warm_up_cache() {
  co_await corun::sleep(1ms);
  cache_is_warm = true;
}

corun::task<void> serve_one_request() {
  auto warm_up = corun::create_task(warm_up_cache(), {.name = "warm-up"});
  co_await corun::sleep(5ms); // the request; the cache warms meanwhile
  co_await warm_up;
  std::printf("cache is %s\n", cache_is_warm ? "warm" : "cold");
}

int main() { corun::run(serve_one_request()); }
