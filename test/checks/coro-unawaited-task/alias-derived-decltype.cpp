// RUN: %check_coro %s
//
// The task seen through another name. Case 12.
#include "../Inputs/user_task.h"
#include <functional>

using reply = task<int>;
typedef task<> job;
template <class T> using eventually = task<T>;
template <class T> using only_second = task<T>;

class request : public task<int> {};
class deep_request : public request {
  int id;
};
class hidden_request : private task<int> {}; // awaited by nobody but itself
struct convertible {
  operator task<>() const;
};
namespace inner {
inline namespace v1 {
using ::task;
}
} // namespace inner

reply by_alias();
job by_typedef();
eventually<int> by_template_alias();
request derived();
deep_request derived_twice();
hidden_request derived_privately();
convertible merely_convertible();
auto deduced() { return by_alias(); }
decltype(auto) deduced_exactly() { return by_alias(); }
auto trailing() -> inner::v1::task<>;
decltype(by_alias()) by_decltype();
const task<> constant();
std::function<task<>()> stored;
constexpr auto closure = [] { return by_alias(); };

task<> lost() {
  by_alias();            // X: alias
  // expected-warning@-1 {{'by_alias' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  by_typedef();          // X: typedef
  // expected-warning@-1 {{'by_typedef' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  by_template_alias();   // X: alias template
  // expected-warning@-1 {{'by_template_alias' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  derived();             // X: publicly derived
  // expected-warning@-1 {{'derived' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  derived_twice();       // X: twice
  // expected-warning@-1 {{'derived_twice' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  deduced();             // X: auto
  // expected-warning@-1 {{'deduced' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  deduced_exactly();     // X: decltype(auto)
  // expected-warning@-1 {{'deduced_exactly' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  trailing();            // X: using-declaration in an inline namespace
  // expected-warning@-1 {{'trailing' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  by_decltype();         // X: decltype
  // expected-warning@-1 {{'by_decltype' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  constant();            // X: const
  // expected-warning@-1 {{'constant' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  stored();              // X: call operator of std::function
  // expected-warning@-1 {{'std::function::operator()' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  closure();             // X: call operator of a lambda
  // expected-warning@-1 {{this lambda returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  std::invoke(by_alias); // X: std::invoke returns what it called
  // expected-warning@-1 {{'std::invoke' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = derived();    // X: local of derived type
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'derived' never runs [coro-unawaited-task]}}
  co_return;
}

task<> silent() {
  merely_convertible(); // V: not a task
  derived_privately();  // V: cannot be awaited from here
  co_await by_alias();
  co_await derived_twice();
  co_await stored();
}

// A function that returns a reference to a task made no task.
task<> &lvalue();
task<> &&xvalue();
task<> references() {
  lvalue();
  xvalue();
  auto &t = lvalue();
  (void)t;
  co_return;
}
