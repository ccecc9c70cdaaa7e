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
  by_typedef();          // X: typedef
  by_template_alias();   // X: alias template
  derived();             // X: publicly derived
  derived_twice();       // X: twice
  deduced();             // X: auto
  deduced_exactly();     // X: decltype(auto)
  trailing();            // X: using-declaration in an inline namespace
  by_decltype();         // X: decltype
  constant();            // X: const
  stored();              // X: call operator of std::function
  closure();             // X: call operator of a lambda
  std::invoke(by_alias); // X: std::invoke returns what it called
  auto t = derived();    // X: local of derived type
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
