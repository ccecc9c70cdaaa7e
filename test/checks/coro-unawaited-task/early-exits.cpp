// RUN: %check_coro %s
//
// Test macros leave the function where an expectation fails: what is lost
// there is lost in a failing test.
#include "../Inputs/user_task.h"

task<> f();
bool cond();

#define VERIFY(x)                                                              \
  do {                                                                         \
    if (!(x))                                                                  \
      co_return;                                                               \
  } while (false)

task<> verified() {
  auto t = f();
  VERIFY(cond()); // V
  co_await std::move(t);
}

task<> by_hand() {
  auto t = f(); // X: the same without a macro
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'f' never runs [coro-unawaited-task]}}
  if (!cond())
  // expected-note@-1 {{the use is skipped when this condition is true}}
    co_return;
  co_await std::move(t);
}

template <class F> void assert_throws(F f) { f(); }
template <class F> void each(F f) { f(); }

void expects_an_exception() {
  assert_throws([] { f(); }); // V: what the call itself throws is tested
  each([] { f(); });          // X
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}
