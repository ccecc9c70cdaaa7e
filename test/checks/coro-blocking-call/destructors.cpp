// RUN: %check_coro %s
// RUN: %check_coro %s -- -std=c++20 -stdlib=libc++
//
// A destructor that waits. The finding is where the object is declared or the
// temporary is made.
#include "../Inputs/corun.h"
#include <future>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
int work();

struct joins {
  std::thread t;
  ~joins() { t.join(); }
};
struct sleeps {
  ~sleeps() { std::this_thread::sleep_for(1s); }
};
struct has_member {
  sleeps s;
};
struct derived : sleeps {};
struct harmless {
  ~harmless() {}
};
sleeps make();

void take_future(std::future<int> f);

corun::task<> future_of_async() {
  std::async(std::launch::async, work); // X: the temporary's destructor waits
  (void)std::async(std::launch::async, work); // X: (void) does not help
  auto f = std::async(std::launch::async, work); // X: its destructor waits at the end of scope
  std::future<int> g = std::async(work); // X: the default policy may be a thread
  co_return;
}

corun::task<> future_of_async_silent() {
  auto deferred = std::async(std::launch::deferred, work); // V: not started
  auto kept = new std::future<int>(std::async(std::launch::async, work)); // V: outlives
  auto passed = std::async(std::launch::async, work); // V: moved on
  take_future(std::move(passed));
  static auto lasting = std::async(std::launch::async, work); // V: static
  std::promise<int> p;
  auto plain = p.get_future(); // V: only a future of std::async waits
  auto waited = std::async(std::launch::async, work); // V: the wait is in get
  (void)waited.get(); // X: waits
  auto off = std::async(std::launch::async, work); // V: waited for off the loop
  co_await corun::to_thread([f = std::move(off)]() mutable { f.get(); });
}

corun::task<> threads(std::vector<std::jthread> &workers) {
  std::jthread local(work);         // X: joined at the end of scope
  std::jthread{work};               // X: joined at the end of the statement
  std::jthread detached(work);      // V: detached
  detached.detach();
  std::jthread moved(work);         // V: moved on
  workers.push_back(std::move(moved));
  workers.emplace_back(work);       // V: the owner's
  std::jthread none;                // V: holds no thread
  co_return;
}

corun::task<> own_classes() {
  sleeps a;                         // X: chain ~sleeps -> sleep_for
  joins b;                          // X: chain ~joins -> join
  has_member c;                     // X: chain ~has_member -> ~sleeps -> sleep_for
  derived d;                        // X: chain ~derived -> ~sleeps -> sleep_for
  make();                           // X: temporary
  const auto &e = make();           // X: lifetime-extended temporary
  {
    sleeps inner;                   // X: at the end of the block
  }
  harmless h;                       // V
  auto *heap = new sleeps;          // V: not destroyed here
  static sleeps lasting;            // V: nor here
  sleeps &ref = *heap;              // V: a reference
  delete heap;                      // X: chain ~sleeps -> sleep_for
  co_return;
}

corun::task<> off_the_loop() {
  co_await corun::to_thread([] { sleeps s; }); // V
}
void plain() { sleeps s; } // V: not a coroutine
corun::task<> helper() {
  plain(); // X: chain plain -> ~sleeps -> sleep_for
  co_return;
}
