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
  // expected-warning@-1 {{'many' returns 'std::vector<task<>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  maybe();                          // X: optional
  // expected-warning@-1 {{'maybe' returns 'std::optional<task<>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  either();                         // X: variant
  // expected-warning@-1 {{'either' returns 'std::variant<int, task<>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  with_number();                    // X: tuple
  // expected-warning@-1 {{'with_number' returns 'std::tuple<int, task<int>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  two();                            // X: pair
  // expected-warning@-1 {{'two' returns 'std::pair<task<>, task<>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  three();                          // X: array
  // expected-warning@-1 {{'three' returns 'std::array<task<>, 3>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  by_id();                          // X: map's values
  // expected-warning@-1 {{'by_id' returns 'std::map<int, task<>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  owned();                          // X: unique_ptr
  // expected-warning@-1 {{'owned' returns 'std::unique_ptr<task<>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  nested();                         // X: vector of optional
  // expected-warning@-1 {{'nested' returns 'std::vector<std::optional<task<>>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  std::tuple{f(), g()};             // X: made here
  // expected-warning@-1 {{this expression makes 'std::tuple<task<>, task<int>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  std::pair{1, f()};                // X: made here
  // expected-warning@-1 {{this expression makes 'std::pair<int, task<>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  std::optional{f()};               // X: made here
  // expected-warning@-1 {{this expression makes 'std::optional<task<>>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  transform(ids, [](int) { return f(); }); // X: a vector of tasks
  // expected-warning@-1 {{'transform' returns 'std::vector<decltype(fn(* r.begin()))>', whose tasks are dropped here; without co_await their bodies never run [coro-unawaited-task]}}
  auto v = many();                  // X: local, never drained
  // expected-warning@-1 {{'v' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
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
