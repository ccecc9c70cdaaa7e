// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Task types of libraries that convert to bool: what the conversion tells is
// whether there is something to await, never the value.
#include "../Inputs/cobalt.h"
#include "../Inputs/concurrencpp.h"
#include "../Inputs/folly.h"
#include "../Inputs/tmc.h"
#include "../Inputs/winrt.h"
#include <string>
#include <utility>

namespace cobalt = boost::cobalt;
void use(int n);
bool cond();

cobalt::promise<bool> ready();
cobalt::generator<int> numbers();
cobalt::promise<void> cobalt_conditions() {
  if (ready())                     // X: a fresh promise can always be awaited
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    use(1);
  while (!ready())                 // X: never entered
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    use(2);
  if (co_await ready())            // V: the value
    use(3);
  auto p = ready();
  if (p.ready())                   // V: asks whether it is done
    use(p.get());
  auto g = numbers();
  while (g)                        // V: a generator that may have ended
    use(co_await g);
  auto q = ready();
  while (q)                        // V: until its result was taken
    use(co_await q);
}

tmc::task<bool> check();
tmc::task<void> tmc_conditions(tmc::task<bool> passed) {
  if (check())                     // X: always true
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    use(1);
  bool both = check() && check();  // X: always true
  // expected-warning@-1 2 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  if (co_await check())            // V: the value
    use(2);
  if (passed)                      // V: the caller may pass an empty one
    use(co_await std::move(passed));
  tmc::task<bool> later;
  if (cond())
    later = check();
  if (later)                       // V: may be empty
    use(co_await std::move(later));
}

concurrencpp::result<bool> started();
concurrencpp::lazy_result<bool> lazy();
concurrencpp::result<void> concurrencpp_conditions() {
  if (started())                   // X: a result is there
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    use(1);
  if (!lazy())                     // X: never
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    use(2);
  if (co_await started())          // V: the value
    use(3);
  concurrencpp::result<bool> r;
  if (cond())
    r = started();
  if (r)                           // V: may be empty
    use(co_await r);
  if (started().get())             // V: waits for the value
    use(4);
}

using winrt::Windows::Foundation::IAsyncAction;
IAsyncAction save();
struct page {
  IAsyncAction saving{nullptr};
  void on_click() {
    if (save())                    // X: never null
    // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
      use(1);
    if (!saving)                   // V: null or not
      saving = save();
    IAsyncAction other = nullptr;
    if (cond())
      other = save();
    if (other)                     // V: likewise
      other.Cancel();
  }
};

// No task: tells how the pull went.
folly::coro::AsyncGenerator<int> items();
folly::coro::Task<> folly_generators() {
  auto g = items();
  while (auto item = co_await g.next()) // V: the value of the await
    use(*item);
}
folly::Expected<int, std::string> parse();
void folly_expected() {
  if (parse().hasValue())          // V: no task
    use(1);
}
