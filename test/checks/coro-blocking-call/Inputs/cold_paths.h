// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "../../Inputs/corun.h"
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <thread>

using namespace std::chrono_literals;
int level();

// A logger that opens its file once.
struct file {
  int fd = -1;
  void open_file() { fd = ::open("log", O_WRONLY); }
  void write(const char *) {
    if (fd < 0)
      open_file();
  }
} log_file;
void write_line(const char *s) { log_file.write(s); }
struct logger {
  ~logger() { write_line("x"); }
  logger &operator<<(int) { return *this; }
};

// A stack trace of a failure.
std::string stack_trace() {
  ::popen("addr2line", "r");
  return {};
}
void log_message() {
  if (level() == 5) {
    stack_trace();
    std::exit(1);
  }
}

// Near, a condition does not matter: it is a hazard all the same.
void refresh(bool stale) {
  if (stale)
    std::this_thread::sleep_for(1s);
}

// A singleton that reads its file on first use.
inline int read_settings() { return ::open("settings", O_RDONLY); }
inline int settings() {
  static int value = read_settings();
  return value;
}
