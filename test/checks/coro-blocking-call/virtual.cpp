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

struct store { // some overriders block
  virtual ~store() = default;
  virtual void save() = 0;
};
struct disk_store : store {
  void save() override { nap(); }
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
};
struct sealed : store {
  void save() final { nap(); }
};
struct base_blocks {
  virtual void run() { nap(); }
};
struct passes_on : base_blocks {
  void run() override { base_blocks::run(); }
};

corun::task<> through_a_reference(store &s, driver &d, ticker &c,
                                  std::unique_ptr<store> p) {
  s.save();   // V: possible, not certain
  p->save();  // V: likewise
  d.reset();  // X: all overriders block; chain reset -> nap -> sleep_for
  c.tick();   // V
  co_return;
}

corun::task<> known_type(last &l, sealed &s, passes_on &o) {
  disk_store disk;
  disk.save();         // X: the object's type is known
  memory_store memory;
  memory.save();       // V
  l.save();            // X: final class
  s.save();            // X: final function
  o.base_blocks::run(); // X: qualified, not virtual
  co_return;
}

corun::task<> inherited(base_blocks &b) {
  b.run(); // X: both block; the override through its base
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
