// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Mistake:      the task is put into a variable, and the variable is never
//               awaited.
// At run time:  the body never runs: the task waits for an await that does not
//               come, and is dropped at the end of the scope. It *looks* as if
//               the warm-up ran in the background. No compiler warns, because
//               the variable's destructor counts as a use.
// Fix:          create_task() starts it at once; await its handle where the
//               result is needed: good_unawaited_local.cpp.
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
  auto warm_up = warm_up_cache(); // BUG: coro-unawaited-task
  co_await corun::sleep(5ms); // the request; the cache should warm meanwhile
  std::printf("cache is %s\n", cache_is_warm ? "warm" : "cold");
}

int main() { corun::run(serve_one_request()); }
