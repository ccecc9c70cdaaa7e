// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program that outlives its first coroutine makes its event loop by hand:
// run_forever() runs until stop(). Here a worker takes jobs that another thread
// hands in; the last one stops the loop. Closing the loop cancels the worker,
// which gets the chance to clean up.
#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <deque>
#include <string>
#include <thread>
#include <utility>

using namespace std::chrono_literals;

class service {
public:
  explicit service(corun::event_loop &loop) : loop_(loop) {}

  /// Loop thread only, as everything of the loop but call_soon_threadsafe.
  void submit(std::string job) { jobs_.push_back(std::move(job)); }

  corun::task<void> work() {
    try {
      for (;;) {
        co_await corun::sleep(1ms);
        for (; !jobs_.empty(); jobs_.pop_front())
          handle(jobs_.front());
      }
    } catch (const corun::cancelled_error &) {
      std::printf("worker: stopping after %d jobs\n", handled_);
      throw; // whoever cancels expects the task to end by it
    }
  }

private:
  void handle(const std::string &job) {
    ++handled_;
    std::printf("worker: %s\n", job.c_str());
    if (job == "quit")
      loop_.stop();
  }

  corun::event_loop &loop_;
  std::deque<std::string> jobs_;
  int handled_ = 0;
};

int main() {
  corun::event_loop loop;
  service worker(loop);
  loop.create_task(worker.work(), {.name = "worker"}).detach();

  std::thread client([&] {
    for (const char *job : {"resize a.png", "resize b.png", "quit"})
      loop.call_soon_threadsafe([&worker, job] { worker.submit(job); });
  });
  loop.run_forever();
  client.join();
  loop.close();
  std::puts("clean exit");
}
