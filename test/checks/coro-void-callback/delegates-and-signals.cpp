// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check_coro %s -- -std=c++23
//
// Delegates and signals of one's own: a constructor template in sight erases
// the callable behind a signature that returns void.
#include "../Inputs/qcoro.h"
#include "../Inputs/user_task.h"
#include "../Inputs/winrt.h"
#include <functional>
#include <memory>
#include <utility>
#include <vector>

task<> f();
task<> on_number(int n);
eager_task<> started();
void spawn(task<> t);

// Erases by a virtual call.
template <class Signature> class delegate;
template <class R, class... A> class delegate<R(A...)> {
  struct callable {
    virtual ~callable() = default;
    virtual R call(A... args) = 0;
  };
  template <class F> struct model final : callable {
    F fn;
    explicit model(F fn) : fn(std::move(fn)) {}
    R call(A... args) override {
      if constexpr (std::is_void_v<R>)
        fn(std::forward<A>(args)...);
      else
        return fn(std::forward<A>(args)...);
    }
  };
  std::unique_ptr<callable> target;

public:
  template <class F>
    requires std::invocable<F &, A...>
  delegate(F fn) : target(std::make_unique<model<F>>(std::move(fn))) {}
  R operator()(A... args) { return target->call(std::forward<A>(args)...); }
};

// Erases by a function pointer.
class thunk {
  void *object;
  void (*call)(void *);

public:
  template <class F>
  explicit thunk(F &fn)
      : object(&fn), call([](void *p) { (*static_cast<F *>(p))(); }) {}
  void operator()() { call(object); }
};

template <class... A> class signal {
  std::vector<std::function<void(A...)>> slots;

public:
  template <class F> void connect(F &&fn) {
    slots.emplace_back(std::forward<F>(fn));
    // expected-note@-1 {{its result is dropped here}}
  }
  void connect_slot(std::function<void(A...)> fn) {
    slots.push_back(std::move(fn));
  }
  void operator()(A... args) {
    for (auto &s : slots)
      s(args...);
  }
};

void take(delegate<void()> d);
void take_task(delegate<task<>()> d);

void dropped(signal<int> &changed) {
  take([]() -> task<> { co_await f(); });                    // X: type-erased to void
  // expected-warning@-1 {{this callable returns a task, which a 'delegate<void ()>' throws away; its body never runs [coro-void-callback]}}
  take([] { return f(); });                                  // X: returns a task
  // expected-warning@-1 {{this callable returns a task, which a 'delegate<void ()>' throws away; its body never runs [coro-void-callback]}}
  take(f);                                                   // X: function
  // expected-warning@-1 {{this callable returns a task, which a 'delegate<void ()>' throws away; its body never runs [coro-void-callback]}}
  delegate<void(int)> d = on_number;                         // X: variable
  // expected-warning@-1 {{this callable returns a task, which a 'delegate<void (int)>' throws away; its body never runs [coro-void-callback]}}
  auto closure = []() -> task<> { co_await f(); };
  thunk t(closure);                                          // V: behind a void pointer
  changed.connect_slot(on_number);                           // X: a std::function
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void (int)>' throws away; its body never runs [coro-void-callback]}}
  changed.connect([](int n) -> task<> { co_await on_number(n); }); // X: through a template
  // expected-warning@-1 {{this callable returns a task, which 'signal::connect' throws away; its body never runs [coro-void-callback]}}
  changed.connect_slot([](int) -> eager_task<> { co_await started(); }); // X: eager, [[nodiscard]]
  // expected-warning@-1 {{this callable returns a task, which a 'std::function<void (int)>' throws away; nothing waits for it, and its result and exception are lost [coro-void-callback]}}
}

void silent(signal<int> &changed) {
  take([] { spawn(f()); });                                  // V: spawned
  take([]() -> detached { co_await f(); });                  // V: detached
  take_task([]() -> task<> { co_await f(); });               // V: keeps the task
  take_task(f);
  delegate<task<>(int)> d = on_number;                       // V: keeps the task
  auto closure = [] { spawn(f()); };
  thunk t(closure);
  changed.connect([](int n) { spawn(on_number(n)); });
  changed.connect_slot([](int) -> detached { co_await f(); });
}

// Eager by the library's model, made to be started by an event and dropped.
QCoro::Task<> save();
class window : public QObject {
public:
  signal<> clicked;
  QCoro::Task<> on_clicked() { co_await save(); }
  void setup() {
    clicked.connect_slot([this] { return on_clicked(); });    // V: a slot starts it
    clicked.connect([this]() -> QCoro::Task<> { co_await save(); }); // V: likewise
    QTimer::singleShot(0, [this]() -> QCoro::Task<> { co_await save(); }); // V: likewise
  }
};
winrt::Windows::Foundation::IAsyncAction refresh();
void winrt_handlers(signal<> &clicked) {
  clicked.connect_slot([] { return refresh(); });             // V: runs on by itself
  clicked.connect_slot(
      []() -> winrt::fire_and_forget { co_await refresh(); }); // V: detached
}
