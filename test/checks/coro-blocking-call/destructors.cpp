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
  // expected-note@-1 {{'joins::~joins' calls 'std::thread::join' here, which blocks}}
};
struct sleeps {
  ~sleeps() { std::this_thread::sleep_for(1s); }
  // expected-note@-1 8 {{'sleeps::~sleeps' calls 'std::this_thread::sleep_for' here, which blocks}}
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
  // expected-warning@-1 {{the future of 'std::async' blocks the thread: it waits in its destructor, and holds up every other task on it [coro-blocking-call]}}
  (void)std::async(std::launch::async, work); // X: (void) does not help
  // expected-warning@-1 {{the future of 'std::async' blocks the thread: it waits in its destructor, and holds up every other task on it [coro-blocking-call]}}
  auto f = std::async(std::launch::async, work); // X: its destructor waits at the end of scope
  // expected-warning@-1 {{the future of 'std::async' blocks the thread: it waits in its destructor, and holds up every other task on it [coro-blocking-call]}}
  std::future<int> g = std::async(work); // X: the default policy may be a thread
  // expected-warning@-1 {{the future of 'std::async' blocks the thread: it waits in its destructor, and holds up every other task on it [coro-blocking-call]}}
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
  // expected-warning@-1 {{'std::future::get' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  auto off = std::async(std::launch::async, work); // V: waited for off the loop
  co_await corun::to_thread([f = std::move(off)]() mutable { f.get(); });
}

corun::task<> threads(std::vector<std::jthread> &workers) {
  std::jthread local(work);         // X: joined at the end of scope
  // expected-warning@-1 {{the destructor 'std::jthread::~jthread' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
  std::jthread{work};               // X: joined at the end of the statement
  // expected-warning@-1 {{the destructor 'std::jthread::~jthread' blocks the thread: it waits, and holds up every other task on it [coro-blocking-call]}}
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
  // expected-warning@-1 {{the destructor 'sleeps::~sleeps' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  joins b;                          // X: chain ~joins -> join
  // expected-warning@-1 {{the destructor 'joins::~joins' blocks the thread: it waits in 'std::thread::join', and holds up every other task on it [coro-blocking-call]}}
  has_member c;                     // X: chain ~has_member -> ~sleeps -> sleep_for
  // expected-warning@-1 {{the destructor 'sleeps::~sleeps' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  derived d;                        // X: chain ~derived -> ~sleeps -> sleep_for
  // expected-warning@-1 {{the destructor 'sleeps::~sleeps' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  make();                           // X: temporary
  // expected-warning@-1 {{the destructor 'sleeps::~sleeps' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  const auto &e = make();           // X: lifetime-extended temporary
  // expected-warning@-1 {{the destructor 'sleeps::~sleeps' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  {
    sleeps inner;                   // X: at the end of the block
    // expected-warning@-1 {{the destructor 'sleeps::~sleeps' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  }
  harmless h;                       // V
  auto *heap = new sleeps;          // V: not destroyed here
  static sleeps lasting;            // V: nor here
  sleeps &ref = *heap;              // V: a reference
  delete heap;                      // X: chain ~sleeps -> sleep_for
  // expected-warning@-1 {{the destructor 'sleeps::~sleeps' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

corun::task<> off_the_loop() {
  co_await corun::to_thread([] { sleeps s; }); // V
}
void plain() { sleeps s; } // V: not a coroutine
// expected-note@-1 {{'plain' runs 'sleeps::~sleeps' here}}
corun::task<> helper() {
  plain(); // X: chain plain -> ~sleeps -> sleep_for
  // expected-warning@-1 {{'plain' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// Far below, only what is surely destroyed counts; near, what may be.
struct naps {
  ~naps() { std::this_thread::sleep_for(std::chrono::seconds(1)); }
  // expected-note@-1 2 {{'naps::~naps' calls 'std::this_thread::sleep_for' here, which blocks}}
};
void maybe_far(bool b) {
  if (b)
    naps n;
    // expected-note@-1 {{'maybe_far' runs 'naps::~naps' here}}
}
void far2(bool b) { maybe_far(b); }
void far1(bool b) { far2(b); }
void surely_far() { naps n; }
// expected-note@-1 {{'surely_far' runs 'naps::~naps' here}}
void sure2() { surely_far(); }
// expected-note@-1 {{'sure2' calls 'surely_far' here}}
void sure1() { sure2(); }
// expected-note@-1 {{'sure1' calls 'sure2' here}}
corun::task<> far_below(bool b) {
  far1(b);      // V: on some path only, far below
  maybe_far(b); // X: near; chain maybe_far -> naps::~naps -> sleep_for
  // expected-warning@-1 {{'maybe_far' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  sure1();      // X: always
  // expected-warning@-1 {{'sure1' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}

// A destructor that stops what was not stopped.
struct server {
  std::thread thread_;
  bool stopped_ = false;
  void stop() {
    if (!stopped_)
      thread_.join();
      // expected-note@-1 2 {{'server::stop' calls 'std::thread::join' here, which blocks}}
    stopped_ = true;
  }
  void start();
  ~server() { stop(); }
  // expected-note@-1 {{'server::~server' calls 'server::stop' here}}
};
corun::task<> a_server_that_was_stopped() {
  server s;
  s.start();
  s.stop(); // X: stop -> join; the destructor finds nothing to do
  // expected-warning@-1 {{'server::stop' blocks the thread: it waits in 'std::thread::join', and holds up every other task on it [coro-blocking-call]}}
  co_return;
}
corun::task<> a_server_that_was_not() {
  server s; // X: ~server -> stop -> join
  // expected-warning@-1 {{the destructor 'server::~server' blocks the thread: it waits in 'std::thread::join', and holds up every other task on it [coro-blocking-call]}}
  s.start();
  co_return;
}
