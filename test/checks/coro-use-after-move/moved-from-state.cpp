// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//
// Uses of a moved-from value that are fine: it is given a new state, its state
// is inspected on purpose, or its moved-from state is defined. Case 60.
#include "../Inputs/user_task.h"
#include <cassert>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

task<> write(std::string s);
task<> store(std::vector<int> rows);
task<> adopt(std::unique_ptr<int> p);
task<> share(std::shared_ptr<int> p);
void log(const std::string &s);
void fill(std::string &out);
std::string line();

task<> cleared(std::vector<int> rows) {
  co_await store(std::move(rows));
  rows.clear(); // V: clear has no precondition
  rows.push_back(1);
  co_await store(std::move(rows));
}
task<> assigned_by_member(std::string s) {
  co_await write(std::move(s));
  s.assign("again"); // V: assign has no precondition
  log(s);
}
task<> swapped(std::string s, std::string fresh) {
  co_await write(std::move(s));
  s.swap(fresh); // V: gets a new value
  log(s);
}
task<> swapped_by_function(std::string s, std::string fresh) {
  co_await write(std::move(s));
  std::swap(s, fresh);
  log(s); // V: has a new value
}
task<> exchanged(std::string s) {
  co_await write(std::exchange(s, line()));
  log(s); // V: exchange left a new value
}
task<> taken_by_exchange_with_empty(std::vector<int> rows) {
  co_await store(std::exchange(rows, {}));
  rows.push_back(1); // V: empty on purpose
}
task<> read_into(std::string s) {
  co_await write(std::move(s));
  fill(s); // V: fill may assign it
  log(s);
}
task<> pointer_reset(std::unique_ptr<int> p) {
  co_await adopt(std::move(p));
  p.reset(new int(1)); // V: reset
  co_await adopt(std::move(p));
}
task<> pointer_compared_to_null(std::unique_ptr<int> p) {
  co_await adopt(std::move(p));
  if (p == nullptr) // V: a moved-from smart pointer is null
    co_return;
  *p = 1;
}
task<> pointer_asked(std::unique_ptr<int> p) {
  co_await adopt(std::move(p));
  if (!p) // V: likewise
    p = std::make_unique<int>(1);
  *p = 2; // V: not null here
}
task<> shared_pointer_asked(std::shared_ptr<int> p) {
  co_await share(std::move(p));
  assert(!p); // V: likewise
}
task<> optional_reset(std::optional<std::string> s) {
  if (s)
    co_await write(std::move(*s));
  s.reset(); // V: reset
  s = line();
  log(*s);
}
task<> inspected(std::string s, std::vector<int> rows) {
  co_await write(std::move(s));
  assert(s.empty()); // V: the moved-from state is what is tested
  co_await store(std::move(rows));
  assert(rows.empty()); // V: likewise
}
#define EXPECT_TRUE(c) if (!(c)) log(#c)
#define EXPECT_EQ(a, b) if (!((a) == (b))) log(#a)
task<> inspected_in_a_test(std::string s) {
  co_await write(std::move(s));
  EXPECT_TRUE(s.empty()); // V: likewise
  EXPECT_EQ(s.size(), 0u); // V: likewise
}
task<> said_aloud(std::string s) {
  co_await write(std::move(s));
  (void)s; // V: no read
}
task<> out_parameter(std::string s) {
  co_await write(std::move(s));
  std::string *out = &s; // V: its address
  *out = line();
  log(s);
}
