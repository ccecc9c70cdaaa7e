// RUN: %check_coro %s
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// Tasks inside what holds tasks, dropped whole. Case 13.
// ('co_await many()' does not compile: the compiler's to say.)
#include "../Inputs/cppcoro.h"
#include "../Inputs/user_task.h"
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <variant>
#include <vector>

task<> f();
task<int> g();
std::vector<task<>> many();
std::optional<task<>> maybe();
std::variant<int, task<>> either();
std::tuple<int, task<int>> with_number();
std::pair<task<>, task<>> two();
std::array<task<>, 3> three();
std::map<int, task<>> by_id();
std::unique_ptr<task<>> owned();
std::vector<std::optional<task<>>> nested();
std::vector<cppcoro::task<int>> cppcoro_many();
std::vector<int> numbers();

// What std::transform over a range of inputs gives.
template <class Range, class F> auto transform(const Range &r, F fn) {
  std::vector<decltype(fn(*r.begin()))> out;
  for (auto &x : r)
    out.push_back(fn(x));
  return out;
}

task<> lost(const std::vector<int> &ids) {
  many();                           // X: vector
  maybe();                          // X: optional
  either();                         // X: variant
  with_number();                    // X: tuple
  two();                            // X: pair
  three();                          // X: array
  by_id();                          // X: map's values
  owned();                          // X: unique_ptr
  nested();                         // X: vector of optional
  std::tuple{f(), g()};             // X: made here
  std::pair{1, f()};                // X: made here
  std::optional{f()};               // X: made here
  transform(ids, [](int) { return f(); }); // X: a vector of tasks
  auto v = many();                  // X: local, never drained
  co_return;
}

cppcoro::task<> kept(const std::vector<int> &ids) {
  co_await cppcoro::when_all(cppcoro_many());
  auto v = cppcoro_many();
  co_await cppcoro::when_all(std::move(v));
  for (auto &t : transform(ids, [](int) { return f(); }))
    co_await std::move(t);
  if (auto t = maybe())
    co_await std::move(*t);
  numbers();                        // V: no tasks in it
  std::vector<task<>>{};            // V: empty
}

std::vector<task<>> returned() { return many(); }
void take(std::vector<task<>>);
void passed() { take(many()); }
