// RUN: %check_coro %s
//
// In templates: what does not depend on a parameter is reported without an
// instantiation; what depends, once, whatever the number of instantiations.
// Case 27.
#include "../Inputs/user_task.h"
#include <vector>

task<> f();
task<int> g();
void plain();

template <class T> task<> never_instantiated(T x) {
  f();       // X: not dependent
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  x.fetch(); // V: unknown
  auto t = g(); // X: not dependent
  // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'g' never runs [coro-unawaited-task]}}
  co_await x.fetch();
}

template <class T> task<> instantiated_twice(T x) {
  f();       // X: once, not twice
  // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  x.fetch(); // X: once: both instantiations return a task
  // expected-warning@-1 {{'first::fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_await x.fetch();
}
struct first {
  task<> fetch();
};
struct second {
  task<int> fetch();
};
template task<> instantiated_twice(first);
template task<> instantiated_twice(second);

template <class T> task<> one_instantiation_drops(T x) {
  x.fetch(); // X: for second
  // expected-warning@-1 {{'second::fetch' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}
struct silent {
  void fetch();
};
template task<> one_instantiation_drops(silent);
template task<> one_instantiation_drops(second);

template <class F> task<> call(F fn) {
  fn(); // V: its caller's mistake, coro-void-callback's
  co_return;
}
template <class F> task<> call_and_await(F fn) { co_await fn(); }
task<> callers() {
  co_await call(f);
  co_await call(plain);
  co_await call_and_await(f);
}

template <class T> class service {
public:
  task<> start() {
    load();       // X: member of the current instantiation
    // expected-warning@-1 {{'service::load' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    this->load(); // X: likewise
    // expected-warning@-1 {{'service::load' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    co_await load();
  }
  task<T> load();
  virtual task<> stop() { // never called, instantiated with the class
    auto t = load(); // X: local
    // expected-warning@-1 {{'t' holds a lazy task that is never awaited; the body of 'service::load' never runs [coro-unawaited-task]}}
    co_return;
  }
};
template class service<int>;

template <class... Fs> task<> fold(Fs... fs) {
  (fs(), ...); // X: each call's task is lost
  // expected-warning@-1 {{this call returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  co_return;
}
template <class... Fs> task<> fold_awaited(Fs... fs) { (co_await fs(), ...); }
template task<> fold(task<> (*)(), task<int> (*)());
template task<> fold_awaited(task<> (*)(), task<int> (*)());

task<> generic_lambda() {
  auto run = [](auto fn) -> task<> {
    fn(); // V: likewise
    co_return;
  };
  co_await run(f);
  co_await run(plain);
}

template <class T> T make();
template <> task<> make<task<>>();
task<> specialisation() {
  make<task<>>(); // X: dropped
  // expected-warning@-1 {{'make' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
  make<int>();
  co_return;
}

template <class T> task<> path_in_a_template(T x, bool c) {
  auto t = x.fetch(); // X: not awaited when c is false
  // expected-warning@-1 {{'t' holds a lazy task that is not awaited on every path; there, the body of 'first::fetch' never runs [coro-unawaited-task]}}
  if (c)
  // expected-note@-1 {{the use is skipped when this condition is false}}
    co_await std::move(t);
}
template task<> path_in_a_template(first, bool);

template <int N> task<> recursive() {
  co_await recursive<N - 1>();
}
template <> task<> recursive<0>();
template task<> recursive<20>();

// Templates in templates.
template <class A> struct outer {
  template <class B> struct inner {
    task<> go() {
      f(); // X: once
      // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
      co_return;
    }
  };
  template <class B> task<> run(B b) {
    auto each = [](auto) {
      f(); // X: once
      // expected-warning@-1 {{'f' returns a lazy task; without co_await its body never runs [coro-unawaited-task]}}
    };
    each(b);
    co_return;
  }
};
task<> uses_both() {
  co_await outer<int>::inner<int>{}.go();
  co_await outer<int>{}.run(1);
}
