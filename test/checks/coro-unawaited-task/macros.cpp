// RUN: %check_coro %s
//
// A finding in a macro argument stands where the argument is spelt; one made
// by the macro's own text stands at the expansion and has no fix-it. Macros of
// test frameworks that run their argument are left alone. Cases 26, 28.
#include "../Inputs/cppcoro.h"

cppcoro::task<> f();
cppcoro::task<int> g();
bool cond();
void report(const char *);

#define RUN(expression) expression
#define RUN_ALL(...) __VA_ARGS__
#define WHEN(condition, statement) if (condition) { statement; }
#define FIRE() f()
#define FIRE_AND_LOG() do { f(); report("fired"); } while (false)
#define AWAIT(expression) co_await expression
#define CO_TRY(expression) do { co_await (expression); } while (false)
#define IGNORE(expression) (void)(expression)
#define UNUSED(x) ((void)(x))
#define NOTHING(...)
#define STRING(x) #x
#define TYPE_OF(x) decltype(x)

cppcoro::task<> lost() {
  RUN(f());           // X: the argument, fix-it allowed
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  RUN_ALL(f(), g());  // X: two findings
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  // expected-warning@-2 {{'g' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  WHEN(cond(), f());  // X: the argument
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  RUN(RUN(f()));      // X: once, through two macros
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  FIRE();             // X: the macro's text, no fix-it
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  FIRE_AND_LOG();     // X: likewise
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  auto t = RUN(f());  // X: local, never used
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  co_return;
}

cppcoro::task<> silent() {
  AWAIT(f());
  CO_TRY(f());
  IGNORE(f());
  UNUSED(f());
  NOTHING(f());
  report(STRING(f()));
  co_await RUN(f());
  RUN(co_await f());
  TYPE_OF(f()) t;
  co_await FIRE();
}

// The shape of test frameworks: the macro runs the statement and looks at
// what it throws.
#define EXPECT_THROW(statement, exception) \
  try { statement; report("no throw"); } catch (const exception &) { }
#define EXPECT_NO_THROW(statement) \
  try { statement; } catch (...) { report("threw"); }
#define EXPECT_EQ(a, b) if (!((a) == (b))) report("not equal")
#define REQUIRE_THROWS(...) \
  try { static_cast<void>(__VA_ARGS__); report("no throw"); } catch (...) { }

void tests() {
  EXPECT_THROW(cppcoro::sync_wait(f()), int);
  EXPECT_NO_THROW(cppcoro::sync_wait(f()));
  EXPECT_EQ(cppcoro::sync_wait(g()), 1);
  EXPECT_THROW(f(), int);    // V: that the call itself throws is what is tested
  EXPECT_NO_THROW(f());      // V: likewise
  REQUIRE_THROWS(f());       // V: likewise
}
