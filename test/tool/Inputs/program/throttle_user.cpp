// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A constant zero is known through any number of translation units.
#include "throttle.h"
#include "user_task.h"

task<> pacing(std::chrono::milliseconds unknown, int fd) {
  pause_for(0ms);         // V: no time
  pause_for(5ms);         // X: pause_for -> std::this_thread::sleep_for
  pause_for(unknown);     // X: pause_for -> std::this_thread::sleep_for
  throttle(0ms);          // V: no time, two deep
  throttle(5ms);          // X: throttle -> pause_for -> std::this_thread::sleep_for
  throttle_if_asked();    // V: the default argument is zero
  throttle_if_asked(0ms); // V: no time, three deep
  throttle_if_asked(5ms); // X: throttle_if_asked -> throttle -> pause_for -> std::this_thread::sleep_for
  yield_now();            // V: the helper itself asks for no time
  back_off();             // X: back_off -> pause_for -> std::this_thread::sleep_for
  co_return;
}
task<> readiness(int fd) {
  readable(fd, 0);        // V: looks only
  readable(fd, 100);      // X: readable -> poll
  wait_readable(0, fd);   // V: the parameters changed places on the way
  wait_readable(100, fd); // X: wait_readable -> readable -> poll
  wait_readable(100, 0);  // X: wait_readable -> readable -> poll
  co_return;
}
