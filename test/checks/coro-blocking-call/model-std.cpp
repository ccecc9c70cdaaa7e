// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The standard library: destructors that wait, streams that open, asking of a
// path.
#include "../Inputs/user_task.h"
#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

namespace fs = std::filesystem;

task<> destructors() {
  std::async(std::launch::async, [] {});                       // X: wait, in the destructor
  // expected-warning@-1 {{the future of 'std::async' blocks the thread: it waits in its destructor, and holds up every other task on it [coro-blocking-call]}}
  auto deferred = std::async(std::launch::deferred, [] {});    // V
  std::jthread thread([] {});                                  // X: wait, in the destructor
  // expected-warning@-1 {{the destructor 'std::jthread::~jthread' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

task<> waits(std::atomic<int> &value, std::thread &thread, std::shared_future<int> &future) {
  value.wait(0);       // X: wait
  // expected-warning@-1 {{'std::__atomic_base::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  value.notify_one();  // V
  thread.join();       // X: wait
  // expected-warning@-1 {{'std::thread::join' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  future.wait();       // X: wait
  // expected-warning@-1 {{'std::future::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  future.get();        // V: ready by then
  co_return;
}

struct log {
  std::ofstream file;
};
task<> streams(log &log, std::string text) {
  std::ifstream in("a");       // X: file
  // expected-warning@-1 {{'std::ifstream' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  std::ofstream out;           // V: opens nothing
  out.open("a");               // X: file
  // expected-warning@-1 {{'std::ofstream::open' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  out << text;                 // V: to a buffer
  log.file << text;            // V
  log.file.flush();            // X: file
  // expected-warning@-1 {{'std::ofstream::flush' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  std::istringstream from(text); // V: memory
  from >> text;                // V
  co_return;
}

task<> paths(const fs::path &path, const fs::directory_entry &entry) {
  fs::relative(path);              // X: file
  // expected-warning@-1 {{'std::filesystem::relative' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::directory_entry made(path);  // X: file
  // expected-warning@-1 {{'std::filesystem::directory_entry::directory_entry' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  entry.file_size();               // X: file
  // expected-warning@-1 {{'std::filesystem::directory_entry::file_size' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  entry.path();                    // V
  path.filename();                 // V
  path.lexically_normal();         // V
  co_return;
}
