// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Awaits in a loop that do not depend on each other: one after another, where
// they could run together. The finding stands at the co_await. Case 66.
#include "../Inputs/corun.h"
#include "../Inputs/user_task.h"
#include <map>
#include <string>
#include <vector>

corun::task<int> fetch(int id);
corun::task<> notify(std::string user);
corun::task<> warm_up();
void use(int);

corun::task<std::vector<int>> pushes_each_result(std::vector<int> ids) {
  std::vector<int> out;
  for (int id : ids)
  // expected-note@-1 {{the iterations are of this loop}}
    out.push_back(co_await fetch(id)); // X: gather would do
    // expected-warning@-1 {{each iteration waits for the one before, and needs nothing of it; make the tasks first and await them together [coro-await-in-loop]}}
  co_return out;
}
corun::task<> results_ignored(std::vector<std::string> users) {
  for (auto &u : users)
  // expected-note@-1 {{the iterations are of this loop}}
    co_await notify(u); // X: likewise
    // expected-warning@-1 {{each iteration waits for the one before, and needs nothing of it; make the tasks first and await them together [coro-await-in-loop]}}
}
corun::task<> by_index(std::vector<int> ids) {
  std::vector<int> out(ids.size());
  for (unsigned i = 0; i < ids.size(); ++i)
  // expected-note@-1 {{the iterations are of this loop}}
    out[i] = co_await fetch(ids[i]); // X: each writes its own element
    // expected-warning@-1 {{each iteration waits for the one before, and needs nothing of it; make the tasks first and await them together [coro-await-in-loop]}}
}
corun::task<> by_iterator(std::vector<int> ids) {
  std::vector<int> out;
  for (auto it = ids.begin(); it != ids.end(); ++it) {
  // expected-note@-1 {{the iterations are of this loop}}
    int value = co_await fetch(*it); // X: likewise
    // expected-warning@-1 {{each iteration waits for the one before, and needs nothing of it; make the tasks first and await them together [coro-await-in-loop]}}
    out.push_back(value);
  }
}
corun::task<> into_a_map(std::vector<int> ids) {
  std::map<int, int> out;
  for (int id : ids)
  // expected-note@-1 {{the iterations are of this loop}}
    out.emplace(id, co_await fetch(id)); // X: likewise
    // expected-warning@-1 {{each iteration waits for the one before, and needs nothing of it; make the tasks first and await them together [coro-await-in-loop]}}
}
corun::task<> a_fixed_number() {
  for (int i = 0; i < 4; ++i)
  // expected-note@-1 {{the iterations are of this loop}}
    co_await warm_up(); // X: likewise
    // expected-warning@-1 {{each iteration waits for the one before, and needs nothing of it; make the tasks first and await them together [coro-await-in-loop]}}
}
auto lambda = [](std::vector<int> ids) -> corun::task<> {
  std::vector<int> out;
  for (int id : ids)
  // expected-note@-1 {{the iterations are of this loop}}
    out.push_back(co_await fetch(id)); // X: in a lambda
    // expected-warning@-1 {{each iteration waits for the one before, and needs nothing of it; make the tasks first and await them together [coro-await-in-loop]}}
};
template <class R> corun::task<> in_a_template(R ids) {
  std::vector<int> out;
  for (auto id : ids)
  // expected-note@-1 {{the iterations are of this loop}}
    out.push_back(co_await fetch(id)); // X: once
    // expected-warning@-1 {{each iteration waits for the one before, and needs nothing of it; make the tasks first and await them together [coro-await-in-loop]}}
}
template corun::task<> in_a_template(std::vector<int>);
template corun::task<> in_a_template(std::vector<long>);
#define AWAIT(t) co_await (t)
corun::task<> macro(std::vector<int> ids) {
  std::vector<int> out;
  for (int id : ids)
  // expected-note@-1 {{the iterations are of this loop}}
    out.push_back(AWAIT(fetch(id))); // X: the expansion
    // expected-warning@-1 {{each iteration waits for the one before, and needs nothing of it; make the tasks first and await them together [coro-await-in-loop]}}
}

corun::task<std::vector<int>> gathered(std::vector<int> ids) {
  std::vector<corun::task<int>> tasks;
  for (int id : ids)
    tasks.push_back(fetch(id));
  co_return co_await corun::gather(std::move(tasks)); // V: together
}
corun::task<> started_first(std::vector<int> ids) {
  std::vector<corun::task_handle<int>> running;
  for (int id : ids)
    running.push_back(corun::create_task(fetch(id)));
  for (auto &h : running)
    use(co_await h); // V: they run already
}
corun::task<> not_in_a_loop() {
  use(co_await fetch(1)); // V: no loop
  use(co_await fetch(2)); // V: no loop
}
corun::task<> range_is_awaited(corun::task<std::vector<int>> ids) {
  for (int id : co_await std::move(ids)) // V: once
    use(id);
}
corun::task<> inner_lambda_is_gathered(std::vector<int> ids) {
  std::vector<corun::task<int>> tasks;
  for (int id : ids)
    tasks.push_back([](int id) -> corun::task<int> {
      co_return co_await fetch(id); // V: the lambda's await, the tasks run together
    }(id));
  co_await corun::gather(std::move(tasks));
}
