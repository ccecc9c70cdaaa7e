// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "clock.h"
#include <poll.h>
#include <thread>

void nap() { std::this_thread::sleep_for(1ms); }
void pause_for(std::chrono::milliseconds time) {
  std::this_thread::sleep_for(time);
}
void yield_now() { pause_for(0ms); }
void back_off() {
  pause_for(0ms);
  pause_for(3ms);
}
bool readable(int fd, int timeout) {
  pollfd entry{fd, POLLIN, 0};
  return poll(&entry, 1, timeout) > 0;
}
