// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A "file" that takes its time, as one on a network drive does: a named pipe
// whose writer waits before it writes. A blocking read of it waits as long.
#pragma once

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

/// Exists as long as this object does. For main(), outside the event loop.
class slow_file {
public:
  slow_file(std::string text, std::chrono::milliseconds delay)
      : directory_(make_directory()), path_(directory_ + "/config") {
    if (::mkfifo(path_.c_str(), 0600) != 0)
      std::abort();
    writer_ = std::thread([path = path_, text, delay] {
      std::ofstream out(path); // waits for the reader to open it
      std::this_thread::sleep_for(delay);
      out << text << '\n';
    });
  }
  ~slow_file() {
    writer_.join();
    ::unlink(path_.c_str());
    ::rmdir(directory_.c_str());
  }
  slow_file(const slow_file &) = delete;
  slow_file &operator=(const slow_file &) = delete;

  [[nodiscard]] const std::string &path() const { return path_; }

private:
  static std::string make_directory() {
    std::string name = "/tmp/slow-file-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
      std::abort();
    return name;
  }

  std::string directory_;
  std::string path_;
  std::thread writer_;
};
