// RUN: %check_coro %s
//
// What runs on another thread may block. Case 32.
#include "../Inputs/asio.h"
#include "../Inputs/concurrencpp.h"
#include "../Inputs/corun.h"
#include "../Inputs/seastar.h"
#include <fstream>
#include <functional>
#include <future>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
int nap() {
  std::this_thread::sleep_for(1s);
  // expected-note@-1 3 {{'nap' calls 'std::this_thread::sleep_for' here, which blocks}}
  return 1;
}
std::vector<std::jthread> workers;
std::thread *background;

corun::task<> corun_offload(int id) {
  co_await corun::to_thread([] { nap(); });            // V: runs in the pool
  co_await corun::to_thread(nap);                      // V
  int n = co_await corun::to_thread([id] {
    std::ifstream in("x");                             // V: in the pool
    return id + nap();
  });
  auto job = corun::to_thread([] { return nap(); });   // V: still in the pool
  n += co_await std::move(job);
  auto read = [] { return nap(); };
  n += co_await corun::to_thread(read);                // V
  n += co_await corun::to_thread([&] { return read(); }); // V: nested
  nap();                                               // X: chain nap -> sleep_for
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_await corun::to_thread([n = nap()] { return n; }); // X: the capture is made here
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
  co_await corun::to_thread(std::identity{}, nap());   // X: the argument is made here
  // expected-warning@-1 {{'nap' blocks the thread: it sleeps in 'std::this_thread::sleep_for', and holds up every other task on it [coro-blocking-call]}}
}

corun::task<> threads() {
  std::thread t([] { nap(); });                        // V: another thread
  t.detach();
  std::thread(nap).detach();                           // V
  workers.emplace_back([] { nap(); });                 // V: kept elsewhere
  background = new std::thread([] { nap(); });         // V
  std::jthread j([] { nap(); });                       // V: its body; moved away below
  workers.push_back(std::move(j));
  auto future = std::async(std::launch::async, [] { return nap(); }); // V: its body
  static auto kept = std::move(future);
  std::packaged_task<int()> p(nap);                    // V: not run yet
  std::thread(std::move(p)).detach();                  // V
  co_return;
}

asio::awaitable<void> asio_pool(asio::thread_pool &pool, asio::io_context &io) {
  asio::post(pool, [] { nap(); });                     // V: the pool's thread
  asio::dispatch(pool.get_executor(), [] { nap(); });  // V: an executor of unknown kind
  asio::post(io, [] { });                              // V
  co_return;
}

concurrencpp::result<int> concurrencpp_pool(
    std::shared_ptr<concurrencpp::thread_pool_executor> pool) {
  pool->post([] { nap(); });                           // V: the pool's thread
  co_return co_await pool->submit([] { return nap(); }); // V
}

seastar::future<> seastar_thread() {
  co_await seastar::async([] { seastar::sleep(1ms).get(); }); // V: a stackful thread
}

// A helper that offloads is no blocking helper.
[[clang::coro_wrapper]] corun::task<int> read_in_background() {
  return corun::to_thread(nap);
}
void start_worker() { std::thread(nap).detach(); }
template <class F> [[clang::coro_wrapper]] auto offload(F f) {
  return corun::to_thread(std::move(f));
}
corun::task<> helpers() {
  co_await read_in_background();                       // V
  start_worker();                                      // V
  co_await offload([] { return nap(); });              // V: passed on to to_thread
}
