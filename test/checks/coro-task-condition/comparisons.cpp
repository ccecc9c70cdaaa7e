// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A task compared with what its value was to be compared with. It compiles
// where the task converts to bool or has comparisons of its own.
#include "../Inputs/user_task.h"
#include <compare>
#include <coroutine>
#include <cstddef>
#include <functional>
#include <utility>

// Lazy; converts to bool without being asked, as old code does.
template <class T> class loose_task {
public:
  struct promise_type : user_detail::returns<T> {
    loose_task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
  };
  loose_task(std::nullptr_t = nullptr) noexcept;
  loose_task(loose_task &&) noexcept;
  loose_task &operator=(loose_task &&) noexcept;
  ~loose_task();
  operator bool() const noexcept;
  bool operator==(std::nullptr_t) const noexcept;
  user_detail::awaiter<T> operator co_await() && noexcept;
};
// Comparable: the same coroutine or not.
template <class T> struct compared_task : task<T> {
  struct promise_type : user_detail::returns<T> {
    compared_task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
  };
  bool operator==(const compared_task &other) const;
  bool operator==(std::nullptr_t) const;
};
loose_task<int> count();
loose_task<bool> check();
compared_task<int> number();
void use(bool b);

loose_task<int> compared() {
  if (count() == 3)             // X: compares true with 3
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    use(true);
  if (3 != count())             // X: on the right
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    use(true);
  while (count() < 10)          // X: endless
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    use(false);
  if (count() > count())        // X: true > true
  // expected-warning@-1 2 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    use(true);
  bool a = check() == true;     // X: always
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  use(count() >= 1);            // X: in an argument
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  auto t = count();
  if (t == 3)                   // X: a variable made by a call
  // expected-warning@-1 {{'t' surely holds a task; this does not ask for its result; without co_await it is always true [coro-task-condition]}}
    use(true);
  if (number() == number())     // X: two coroutines are never the same
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await the comparison is about the task itself [coro-task-condition]}}
    use(true);
  co_return a ? co_await std::move(t) : 0;
}
loose_task<int> converted() {
  bool a = check();             // X: copy initialisation
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  use(check());                 // X: a bool parameter
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  int n = count() + 1;          // X: arithmetic on true
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
  if (check())                  // X: a condition
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
    n = 0;
  co_return a + n;
}
bool converted_by_return() {
  return check();               // X: always true
  // expected-warning@-1 {{this asks whether there is a task, not for its result; without co_await it is always true [coro-task-condition]}}
}

loose_task<int> silent() {
  if (co_await count() == 3)    // V: the value
    use(true);
  while (co_await count() < 10)
    use(co_await check());
  bool a = co_await check();
  if (count() == nullptr)       // V: asks for an empty one
    use(a);
  auto t = count();
  if (t != nullptr)             // V: likewise
    co_return co_await std::move(t);
  loose_task<int> later;
  if (later == nullptr)         // V
    later = count();
  compared_task<int> mine = number(), yours = number();
  use(mine == yours);           // V: two variables: identity
  use(mine == nullptr);
  co_return co_await std::move(later);
}
loose_task<bool> forwarded() { return check(); }            // V: the task itself
std::function<loose_task<bool>()> stored = check;           // V: a function
void handles(std::coroutine_handle<> a, std::coroutine_handle<> b) {
  use(a == b);                  // V: handles
  use(a.address() == nullptr);
}
