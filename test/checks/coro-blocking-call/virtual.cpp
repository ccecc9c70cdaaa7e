// RUN: %check_coro %s
//
// A virtual call blocks for certain only if every overrider in sight does;
// if only some do, the confidence is 'possible' and nothing is said by
// default. Case 38.
#include "../Inputs/corun.h"
#include <memory>
#include <thread>

using namespace std::chrono_literals;
void nap() { std::this_thread::sleep_for(1s); }
// expected-note@-1 5 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}

struct store { // some overriders block
  virtual ~store() = default;
  virtual void save() = 0;
};
struct disk_store : store {
  void save() override { nap(); }
  // expected-note@-1 {{'disk_store::save' calls 'nap' here}}
};
struct memory_store : store {
  void save() override {}
};

struct driver { // all overriders block
  virtual ~driver() = default;
  virtual void reset() = 0;
};
struct slow_driver : driver {
  void reset() override { nap(); }
};
struct slower_driver : driver {
  void reset() override { std::this_thread::sleep_for(5s); }
  // expected-note@-1 {{'slower_driver::reset' calls 'std::this_thread::sleep_for' here, which blocks}}
};

struct ticker { // none blocks
  virtual ~ticker() = default;
  virtual void tick() {}
};
struct fast_ticker : ticker {
  void tick() override {}
};

struct last final : store {
  void save() override { nap(); }
  // expected-note@-1 {{'last::save' calls 'nap' here}}
};
struct sealed : store {
  void save() final { nap(); }
  // expected-note@-1 {{'sealed::save' calls 'nap' here}}
};
struct base_blocks {
  virtual void run() { nap(); }
  // expected-note@-1 2 {{'base_blocks::run' calls 'nap' here}}
};
struct passes_on : base_blocks {
  void run() override { base_blocks::run(); }
};

corun::task<> through_a_reference(store &s, driver &d, ticker &c,
                                  std::unique_ptr<store> p) {
  s.save();   // V: possible, not certain
  p->save();  // V: likewise
  d.reset();  // X: all overriders block; chain reset -> nap -> sleep_for
  // expected-warning@-1 {{'slower_driver::reset' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  c.tick();   // V
  co_return;
}

corun::task<> known_type(last &l, sealed &s, passes_on &o) {
  disk_store disk;
  disk.save();         // X: the object's type is known
  // expected-warning@-1 {{'disk_store::save' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  memory_store memory;
  memory.save();       // V
  l.save();            // X: final class
  // expected-warning@-1 {{'last::save' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  s.save();            // X: final function
  // expected-warning@-1 {{'sealed::save' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  o.base_blocks::run(); // X: qualified, not virtual
  // expected-warning@-1 {{'base_blocks::run' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

corun::task<> inherited(base_blocks &b) {
  b.run(); // X: both block; the override through its base
  // expected-warning@-1 {{'base_blocks::run' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// Pointers to functions: unknown.
struct operations {
  void (*open)();
  void (*close)();
};
const operations table = {nap, nullptr};
corun::task<> function_pointers(void (*fn)(), const operations &ops) {
  fn();         // V
  ops.open();   // V
  table.open(); // V
  co_return;
}
