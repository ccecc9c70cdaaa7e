// RUN: %check_coro %s
// RUN: %check_coro %s -- -std=c++23
//
// Shapes that have crashed or hung linters. Case 69.
#include "../Inputs/user_task.h"
#include <memory>
#include <tuple>
#include <vector>

task<> f();

// Types that contain themselves.
struct node {
  std::vector<node> children;
  std::unique_ptr<node> next;
  std::vector<std::tuple<int, std::vector<node>>> deep;
  task<> pending;
};
node make_node();
template <class T> struct wrap {
  wrap<T> *self;
};
template <class D> struct crtp {
  D &operator co_await();
};
struct awaits_itself : crtp<awaits_itself> {};
struct forever {
  forever operator co_await(); // its own awaiter, which is not one
  forever operator->();
};
template <class T> struct grows {
  grows<T *> *next();
};
struct incomplete;
incomplete &get_incomplete();
incomplete *point_to_incomplete();
extern incomplete object;
struct with_bases : virtual crtp<with_bases>, std::tuple<> {};
union either {
  task<> t;
  int n;
  either();
  ~either();
};

task<> recursive_types() {
  make_node();        // V: a class with a member task is not a task
  wrap<task<>>{};
  awaits_itself{};
  forever{};          // V: not an awaiter
  grows<int>{}.next();
  get_incomplete();
  point_to_incomplete();
  with_bases{};
  either e;
  co_return;
}

// Empty and odd bodies.
void empty() {}
task<> only_return() { co_return; }
task<> deleted() = delete;
struct defaulted {
  defaulted() = default;
  virtual task<> pure() = 0;
};
void function_try() try { f(); } catch (...) { f(); } // X: two findings
// expected-warning@-1 2 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
task<> coroutine_try() try { co_await f(); } catch (...) {}
task<> null_statements() {
  ;
  {}
  { ; }
  co_return;
}
task<> calls_itself(int n) {
  if (n > 0)
    co_await calls_itself(n - 1);
  calls_itself(n - 1); // X: dropped
  // expected-warning@-1 {{'calls_itself' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
}
void lambda_in_default_argument(void (*fn)() = [] { f(); }); // X: dropped
// expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
task<> local_class() {
  struct inner {
    task<> run() {
      f(); // X: dropped
      // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
      co_return;
    }
  };
  co_await inner().run();
}
task<> jumps(int n) {
  goto end;
back:
  f(); // X: dropped
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
end:
  if (n-- > 0)
    goto back;
  co_return;
}
task<> initialisers() {
  struct { task<> a, b; } p{f(), f()}; // X: neither is awaited
  // expected-warning@-1 {{'p.a' holds a lazy task that is never awaited; the body of 'f' never runs [coro-unawaited-task]}}
  task<> array[2] = {f(), f()}; // X: an array of tasks nobody awaits
  // expected-warning@-1 {{'array' holds tasks that are never awaited; their bodies never run [coro-unawaited-task]}}
  int numbers[] = {(f(), 1), 2}; // X: dropped
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}
void _Complex_and_others(_Complex double z, __attribute__((vector_size(16))) int v) {
  (void)__builtin_choose_expr(1, 0, 1);
  asm("");
  (void)_Generic(1, int: 1, default: (f(), 2)); // V: not selected
}

// Deep nesting: many parentheses, commas and blocks.
#define P4(x) ((((x))))
#define P64(x) P4(P4(P4(x)))
#define B4(x) {{{{ x }}}}
#define B64(x) B4(B4(B4(x)))
#define C4(x) x, x, x, x
#define C64(x) C4(C4(C4(x)))
task<> deep() {
  P64(f()); // X: once
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  B64(B64(f();)) // X: once
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  P64((C64(0), co_await f()));
  co_return;
}
