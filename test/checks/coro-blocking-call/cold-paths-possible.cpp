// RUN: %check_coro %s confidence=possible
//
// What is called far below on some path only, or before the program ends, is
// of confidence `possible`.
#include "Inputs/cold_paths.h"

corun::task<> talks() {
  logger() << 1; // X: possible
  // expected-warning@-1 {{the destructor 'logger::~logger' blocks the thread: it does file I/O in 'open', and holds up every other task on it [coro-blocking-call]}}
  log_message(); // X: possible
  // expected-warning@-1 {{'log_message' blocks the thread: it waits for a process in 'popen', and holds up every other task on it [coro-blocking-call]}}
  settings();    // X: possible
  // expected-warning@-1 {{'settings' blocks the thread: it does file I/O in 'open', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// expected-note@Inputs/cold_paths.h:16 {{'file::open_file' calls 'open' here, which blocks}}
// expected-note@Inputs/cold_paths.h:19 {{'file::write' calls 'file::open_file' here}}
// expected-note@Inputs/cold_paths.h:22 {{'write_line' calls 'file::write' here}}
// expected-note@Inputs/cold_paths.h:24 {{'logger::~logger' calls 'write_line' here}}
// expected-note@Inputs/cold_paths.h:30 {{'stack_trace' calls 'popen' here, which blocks}}
// expected-note@Inputs/cold_paths.h:35 {{'log_message' calls 'stack_trace' here}}
// expected-note@Inputs/cold_paths.h:47 {{'read_settings' calls 'open' here, which blocks}}
// expected-note@Inputs/cold_paths.h:49 {{'settings' calls 'read_settings' here}}
