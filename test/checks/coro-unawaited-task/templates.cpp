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
  x.fetch(); // V: unknown
  auto t = g(); // X: not dependent
  co_await x.fetch();
}

template <class T> task<> instantiated_twice(T x) {
  f();       // X: once, not twice
  x.fetch(); // X: once: both instantiations return a task
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
  co_return;
}
struct silent {
  void fetch();
};
template task<> one_instantiation_drops(silent);
template task<> one_instantiation_drops(second);

template <class F> task<> call(F fn) {
  fn(); // X: dropped for task<>
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
    this->load(); // X: likewise
    co_await load();
  }
  task<T> load();
  virtual task<> stop() { // never called, instantiated with the class
    auto t = load(); // X: local
    co_return;
  }
};
template class service<int>;

template <class... Fs> task<> fold(Fs... fs) {
  (fs(), ...); // X: each call's task is lost
  co_return;
}
template <class... Fs> task<> fold_awaited(Fs... fs) { (co_await fs(), ...); }
template task<> fold(task<> (*)(), task<int> (*)());
template task<> fold_awaited(task<> (*)(), task<int> (*)());

task<> generic_lambda() {
  auto run = [](auto fn) -> task<> {
    fn(); // X: dropped for f
    co_return;
  };
  co_await run(f);
  co_await run(plain);
}

template <class T> T make();
template <> task<> make<task<>>();
task<> specialisation() {
  make<task<>>(); // X: dropped
  make<int>();
  co_return;
}

template <class T> task<> path_in_a_template(T x, bool c) {
  auto t = x.fetch(); // X: not awaited when c is false
  if (c)
    co_await std::move(t);
}
template task<> path_in_a_template(first, bool);

template <int N> task<> recursive() {
  co_await recursive<N - 1>();
}
template <> task<> recursive<0>();
template task<> recursive<20>();
