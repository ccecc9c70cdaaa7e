// RUN: %check_coro %s
//
// What is called far below on some path only, or before the program ends, is
// of confidence `possible` and not shown by default.
#include "Inputs/cold_paths.h"

corun::task<> talks() {
  logger() << 1;  // V: far below, when the log is first used
  log_message();  // V: the program ends
  settings();     // V: once
  refresh(false); // X: near, a condition does not matter
  // expected-warning@-1 {{'refresh' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// expected-note@Inputs/cold_paths.h:43 {{'refresh' calls 'std::this_thread::sleep_for' here, which blocks}}
