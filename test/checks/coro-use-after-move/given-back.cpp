// RUN: %check_coro %s
// expected-no-diagnostics
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values that come back, or were never taken.
#include "../Inputs/user_task.h"
#include <string>
#include <tuple>
#include <utility>

struct message {
  std::string id, body;
};
task<> deliver(message m);
task<bool> try_deliver(message &&m);
task<std::tuple<std::string, int>> step(std::string s);
task<> keep(std::string s);
task<> send(std::string s);
void log(const std::string &s);

task<> member_given_anew(message m) {
  co_await deliver(std::move(m));
  m.id = "next"; // V: an assignment
}
task<> tied_again(std::string c) {
  int n = 0;
  for (int i = 0; i < 3; ++i)
    std::tie(c, n) = co_await step(std::move(c)); // V: given back
  log(c);
}
task<> element_by_element(std::tuple<std::string, std::string> t) {
  co_await keep(std::get<0>(std::move(t)));
  co_await keep(std::get<1>(std::move(t))); // V: another element
}
task<> all_but_the_last(std::string s) {
  for (int i = 0; i < 3; ++i)
    co_await send(i == 2 ? std::move(s) : s); // V: copies before
}
task<> asked_whether_taken(message m) {
  while (!co_await try_deliver(std::move(m))) // V: the result says so
    log(m.id);
}
