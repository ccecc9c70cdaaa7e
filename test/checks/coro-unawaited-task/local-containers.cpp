// RUN: %check_coro %s
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// A local container of tasks is drained, handed on, or lost. The finding is
// at the container. Cases 13, 18.
#include "../Inputs/corun.h"
#include <array>
#include <map>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

corun::task<> f();
corun::task<int> g();
bool cond();
void take(std::vector<corun::task<>> tasks);
void fill(std::vector<corun::task<>> &tasks);

corun::task<> never_drained(int n) {
  std::vector<corun::task<>> v; // X: filled, never drained
  // expected-warning@-1 {{'v' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  for (int i = 0; i < n; ++i)
    v.push_back(f());
  co_return;
}
corun::task<> emplaced() {
  std::vector<corun::task<>> v; // X: by emplace_back
  // expected-warning@-1 {{'v' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  v.reserve(2);
  v.emplace_back(f());
  (void)v.size();
  co_return;
}
corun::task<> in_a_map() {
  std::map<std::string, corun::task<int>> m; // X: values never awaited
  // expected-warning@-1 {{'m' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  m.emplace("a", g());
  co_return;
}
corun::task<> in_an_array() {
  std::array<corun::task<>, 2> a{f(), f()}; // X: the container is never drained
  // expected-warning@-1 {{'a' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  co_return;
}
corun::task<> in_an_optional() {
  std::optional<corun::task<>> o; // X: the container is never drained
  // expected-warning@-1 {{'o' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  o = f();
  co_return;
}
corun::task<> local_moved_into_it() {
  std::vector<corun::task<>> v; // X: t is consumed, v is not
  // expected-warning@-1 {{'v' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  auto t = f();
  v.push_back(std::move(t));
  co_return;
}
corun::task<> drained_on_one_path() {
  std::vector<corun::task<>> v; // X: not when cond() is false
  // expected-warning@-1 {{'v' holds tasks that are not awaited on every path; there, their bodies never run [coro-unawaited-task]}}
  v.push_back(f());
  if (cond())
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await corun::gather(std::move(v));
}
corun::task<> gathered_but_not_awaited() {
  std::vector<corun::task<>> v;
  v.push_back(f());
  corun::gather(std::move(v)); // X: gather is lazy too
  // expected-warning@-1 {{'gather' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

corun::task<> drained_by_a_loop() {
  std::vector<corun::task<>> v;
  v.push_back(f());
  for (auto &t : v)
    co_await std::move(t);
}
corun::task<> drained_by_index() {
  std::vector<corun::task<>> v;
  v.push_back(f());
  for (std::size_t i = 0; i < v.size(); ++i)
    co_await std::move(v[i]);
}
corun::task<> drained_from_the_back() {
  std::vector<corun::task<>> v;
  v.push_back(f());
  while (!v.empty()) {
    auto t = std::move(v.back());
    v.pop_back();
    co_await std::move(t);
  }
}
corun::task<> drained_by_iterator() {
  std::map<int, corun::task<int>> m;
  m.emplace(1, g());
  for (auto it = m.begin(); it != m.end(); ++it)
    (void)co_await std::move(it->second);
  for (auto &[id, t] : m)
    (void)id;
}
corun::task<> gathered() {
  std::vector<corun::task<>> v;
  v.push_back(f());
  co_await corun::gather(std::move(v));
}
corun::task<> handed_on() {
  std::vector<corun::task<>> v;
  v.push_back(f());
  take(std::move(v));
  std::vector<corun::task<>> w;
  fill(w); // V: by reference to what we don't see
  std::vector<corun::task<>> empty; // V: never filled
  std::vector<corun::task<>> x;
  x.push_back(f());
  auto y = std::move(x);
  co_await corun::gather(std::move(y));
}
std::vector<corun::task<>> returned() {
  std::vector<corun::task<>> v;
  v.push_back(f());
  return v;
}
struct batch {
  std::vector<corun::task<>> members;
  void add() { members.push_back(f()); } // V: the owner drains it
};
corun::task<> handles(int n) {
  std::vector<corun::task_handle<>> v;
  for (int i = 0; i < n; ++i)
    v.push_back(corun::create_task(f()));
  for (auto &h : v)
    co_await h;
}

corun::task<> element_used_where_it_is_added() {
  std::vector<corun::task<>> v;
  auto &t = v.emplace_back(f()); // V
  co_await std::move(t);
}
