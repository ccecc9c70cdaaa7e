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
  by_reference.get();     // X: reference
  pointer->get();         // X: pointer
  (*pointer).wait();      // X: dereferenced
  opt->get();             // X: optional
  opt.value().get();      // X: optional's value
  unique->get();          // X: smart pointer
  thread->join();         // X: shared pointer
  h.member.get();         // X: member
  h.owned->get();         // X: member smart pointer
  h.reference.get();      // X: member reference
  h.get_future().get();   // X: returned reference
  global.get();           // X: global
  make().get();           // X: temporary
  many[0].get();          // X: element
  for (auto &f : many)
    f.get();              // X: loop variable
  derived.get();          // X: derived class
  aliased.get();          // X: alias
  shared.get();           // X: shared_future
  auto &local = by_reference;
  local.get();            // X: local reference
  std::move(by_value).wait(); // X: moved receiver
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
