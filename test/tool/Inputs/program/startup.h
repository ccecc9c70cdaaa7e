// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A constructor, a template, an operator, a destructor and a callback.
#pragma once
#include <functional>

namespace config {
class Parser {
public:
  explicit Parser(const char *text) : text(text) {}
  ~Parser();

private:
  const char *text;
};
class Settings {
public:
  int operator[](const char *key) const;
};
template <class T> T load_settings(const Settings &from) {
  return static_cast<T>(from["threads"]);
}
void read_block(int fd);
void with_file(const std::function<void(int)> &use);
class Startup {
public:
  explicit Startup(const Settings &from);

private:
  int threads = 0;
};
} // namespace config
