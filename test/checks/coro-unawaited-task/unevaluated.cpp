// RUN: %check_coro %s
//
// An operand that is not evaluated makes no task. Case 27.
#include "../Inputs/user_task.h"
#include <concepts>
#include <typeinfo>
#include <type_traits>

task<> f();
task<int> g();
template <class T> concept fetches = requires(T t) {
  f();
  { t.fetch() } -> std::same_as<task<>>;
};
struct client {
  task<> fetch();
};
static_assert(fetches<client>);
static_assert(std::is_same_v<decltype(f()), task<>>);
static_assert(!noexcept(f()));

task<> silent() {
  using type = decltype(f());
  decltype(f(), g()) number;
  auto size = sizeof(f());
  auto also = sizeof f() + alignof(decltype(g()));
  bool throws = noexcept(f());
  const auto &id = typeid(f()); // V: task is not polymorphic
  constexpr bool ok = requires { f(); };
  if constexpr (requires { g(); })
    co_return;
  (void)throws;
}

task<> around_them() {
  f(), sizeof(g());  // X: the left operand is evaluated
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  (void)sizeof(f()), f(); // X: the right operand is
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}

struct polymorphic {
  virtual ~polymorphic();
};
polymorphic &object(task<> t);
task<> evaluated_typeid() {
  const auto &id = typeid((f(), object(f()))); // X: a polymorphic glvalue is evaluated
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}
