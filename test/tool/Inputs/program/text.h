// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Overloads, operators, conversions, constructors, default arguments.
#pragma once
namespace text {
void put(int value);
void put(const char *value); // blocks
struct Stream {
  Stream &operator<<(const char *value); // blocks
  Stream &operator<<(int value);
};
struct Key {
  int id;
};
bool operator==(const Key &a, const Key &b); // blocks
bool operator<(const Key &a, const Key &b);
struct Token {
  operator int() const; // blocks
  operator const char *() const;
};
struct Link {
  Link(const char *name); // blocks
  explicit Link(int fd);
  Link(const Link &) = delete;
};
struct Commit {
  void operator()() const; // blocks
};
extern const Commit commit;
int default_shard(); // blocks
void route(int shard = default_shard());
void use(const Link &link);
struct Holder {
  Holder();
  int shard = default_shard();
};
} // namespace text
