// RUN: %check_coro %s
//
// A loop over a container runs as often as the container has elements, and a
// loop with constant bounds is entered: the way around the body loses nothing.
#include "../Inputs/cppcoro.h"
#include "../Inputs/user_task.h"
#include <cstddef>
#include <vector>

task<> f();
bool cond();
void use(task<> t);

task<> counted() {
  constexpr std::size_t count = 8;
  std::vector<task<>> many(count);
  for (std::size_t i = 0; i < count; ++i)
    many.push_back(f());
  for (std::size_t i = 0; i < count; ++i)
    co_await std::move(many[i]); // V
}

task<> moved_over() {
  std::vector<task<>> from, to;
  from.push_back(f());
  while (from.size()) {
    to.emplace_back(std::move(from.back()));
    from.pop_back();
  }
  from = std::move(to); // V: it is empty by now
  for (auto &t : from)
    co_await std::move(t);
}

task<> constant_bounds() {
  auto t = f();
  for (int i = 0; i < 1; ++i)
    use(std::move(t)); // V
  co_return;
}

task<> variable_bounds(int n) {
  auto t = f(); // X: lost when n is 0
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  for (int i = 0; i < n; ++i)
  // expected-note@-1 {{the use is skipped when this condition is false}}
    use(std::move(t));
  co_return;
}
