// RUN: %check_coro %s
//
// The receiver's type decides, however it is reached; not the method's name.
// Case 37.
#include "../Inputs/corun.h"
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

struct holder {
  std::future<int> member;
  std::unique_ptr<std::future<int>> owned;
  std::future<int> &reference;
  std::future<int> &get_future();
};
std::future<int> global;
std::future<int> make();
struct my_future : std::future<int> {};
using alias = std::future<int>;

corun::task<> blocking(std::future<int> by_value, std::future<int> &by_reference,
                       std::future<int> *pointer, std::optional<std::future<int>> opt,
                       std::unique_ptr<std::future<int>> unique,
                       std::shared_ptr<std::thread> thread, holder &h,
                       std::vector<std::future<int>> &many, my_future derived,
                       alias aliased, std::shared_future<int> shared) {
  by_value.get();         // X: parameter
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  by_reference.get();     // X: reference
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  pointer->get();         // X: pointer
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  (*pointer).wait();      // X: dereferenced
  // expected-warning@-1 {{'std::future::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  opt->get();             // X: optional
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  opt.value().get();      // X: optional's value
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  unique->get();          // X: smart pointer
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  thread->join();         // X: shared pointer
  // expected-warning@-1 {{'std::thread::join' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  h.member.get();         // X: member
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  h.owned->get();         // X: member smart pointer
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  h.reference.get();      // X: member reference
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  h.get_future().get();   // X: returned reference
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  global.get();           // X: global
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  make().get();           // X: temporary
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  many[0].get();          // X: element
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  for (auto &f : many)
    f.get();              // X: loop variable
    // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  derived.get();          // X: derived class
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  aliased.get();          // X: alias
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  shared.get();           // X: shared_future
  // expected-warning@-1 {{'std::shared_future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  auto &local = by_reference;
  local.get();            // X: local reference
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  std::move(by_value).wait(); // X: moved receiver
  // expected-warning@-1 {{'std::future::wait' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

struct document {
  int get();
  void wait();
  void join();
  void open(const char *name);
};
corun::task<> unrelated(document d, std::unique_ptr<int> p,
                        std::reference_wrapper<int> r, std::shared_ptr<document> s,
                        std::optional<document> o) {
  d.get();    // V
  d.wait();   // V
  d.join();   // V
  d.open(""); // V
  p.get();    // V: a pointer's get
  r.get();    // V
  s->get();   // V
  s.get()->wait(); // V
  o->join();  // V
  std::tuple t{1};
  std::get<0>(t); // V
  co_return;
}
