// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
// expected-no-diagnostics
//
// Standard holders of tasks that are emptied when nothing is pending, or whose
// tasks are handed out. Nothing is reported.
#include "../Inputs/user_task.h"
#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

task<> f();
task<int> g();
bool cond();
void work();
void spawn(task<> t);

task<> awaited_then_emptied() {
  std::optional<task<>> o = f();
  co_await std::move(*o);
  o.reset();             // V: nothing pending
  o = f();
  co_await std::move(o).value();
  o = std::nullopt;
  std::vector<task<>> v;
  v.push_back(f());
  for (auto &t : v)
    co_await std::move(t);
  v.clear();             // V: all awaited
  v.push_back(f());
  co_await std::move(v.back());
  v.pop_back();
  auto u = std::make_unique<task<>>(f());
  co_await std::move(*u);
  u.reset();
}
task<> empty_ones() {
  std::optional<task<>> o;
  o.reset();             // V: nothing in it
  std::vector<task<>> v;
  v.clear();             // V: nothing in it
  v.reserve(3);
  std::optional<task<>> none = std::nullopt;
  std::unique_ptr<task<>> null;
  null.reset();
  std::variant<std::monostate, task<>> e;
  e = std::monostate{};
  co_return;
}
task<int> handed_out() {
  std::optional<task<>> o = f();
  spawn(*std::move(o));                         // V: spawned
  std::tuple t{f(), g()};
  co_await std::get<0>(std::move(t));
  int n = co_await std::get<task<int>>(std::move(t));
  std::pair p{f(), g()};
  co_await std::move(p).first;
  n += co_await std::move(p).second;
  std::variant<int, task<>> e = f();
  if (auto *pending = std::get_if<task<>>(&e))
    co_await std::move(*pending);
  std::array<task<>, 2> a{f(), f()};
  for (auto &each : a)
    co_await std::move(each);
  std::map<std::string, task<>> m;
  m.emplace("a", f());
  auto node = m.extract("a");
  co_await std::move(node.mapped());
  std::deque<task<>> queue;
  queue.push_back(f());
  while (!queue.empty()) {
    co_await std::move(queue.front());
    queue.pop_front();   // V: awaited
  }
  co_return n;
}
task<> swapped() {
  std::optional<task<>> o = f(), p;
  o.swap(p);
  co_await std::move(*p); // V: it went there
  std::vector<task<>> v, w;
  v.push_back(f());
  std::swap(v, w);
  for (auto &t : w)
    co_await std::move(t);
}
task<> visited() {
  std::variant<task<>, task<int>> e = f();
  std::visit([](auto &t) { (void)std::move(t); }, e); // V: the visitor has it
  std::tuple t{f(), f()};
  std::apply([](auto &&...each) { (spawn(std::move(each)), ...); }, std::move(t)); // V
  co_return;
}
struct owner {
  std::optional<task<>> pending;
  std::vector<task<>> all;
  void cancel() {
    pending.reset();     // V: a member; its owner's business
    all.clear();
  }
};
void callers(std::optional<task<>> &o, std::vector<task<>> &v) {
  o.reset();             // V: the caller's; perhaps awaited before
  v.clear();
}
