// RUN: %check_coro %s
//
// The harmless functions of a blocking API. Case 34.
#include "../Inputs/corun.h"
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <netdb.h>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>

namespace fs = std::filesystem;

corun::task<> pure(fs::path path, fs::file_status status, std::string name,
                   const fs::directory_entry &entry) {
  path.filename();                      // V
  path.parent_path() / "x";             // V
  path.extension().string();            // V
  path.lexically_normal();              // V
  path.replace_extension(".txt");       // V
  path.is_absolute();                   // V
  fs::exists(status);                   // V: looks at what was asked before
  fs::is_directory(status);             // V: likewise
  fs::is_regular_file(status);          // V: likewise
  fs::path other(name);                 // V
  entry.path();                         // V
  std::ostringstream out;               // V: a string, not a file
  out << name;
  std::istringstream in(name);
  in >> name;                           // V
  std::ifstream closed;                 // V: opens nothing
  gai_strerror(0);                      // V
  getpid();                             // V
  std::this_thread::get_id();           // V
  std::chrono::steady_clock::now();     // V
  std::promise<int> p;
  p.set_value(1);                       // V
  auto f = p.get_future();              // V
  f.valid();                            // V
  std::thread::hardware_concurrency();  // V
  co_return;
}

corun::task<> blocking(fs::path path, std::error_code &ec) {
  fs::exists(path);                     // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::exists' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::exists(path, ec);                 // X: the overload that does not throw blocks too
  // expected-warning@-1 {{'std::filesystem::exists' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::is_directory(path);               // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::is_directory' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::file_size(path);                  // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::file_size' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::space(path);                      // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::space' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::create_directories(path);         // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::create_directories' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::remove_all(path);                 // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::remove_all' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::copy(path, "y");                  // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::copy' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::status(path);                     // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::status' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::canonical(path);                  // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::canonical' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  fs::directory_iterator it(path);      // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::directory_iterator::directory_iterator' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  for (auto &entry : fs::directory_iterator(path)) // X: asks the file system
  // expected-warning@-1 {{'std::filesystem::directory_iterator::directory_iterator' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
    (void)entry;
  std::ofstream out("x");               // X: opens
  // expected-warning@-1 {{'std::ofstream' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  std::ifstream in;
  in.open("x");                         // X: opens
  // expected-warning@-1 {{'std::ifstream::open' blocks the thread: it does file I/O, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
