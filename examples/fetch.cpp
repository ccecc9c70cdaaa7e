// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two requests at once.
//
// Awaited one after the other, two requests take the sum of their times. Made
// into tasks, they run concurrently, and gather() waits for both: the total is
// the time of the longer one. Nothing blocks and there is one thread: the
// event loop waits for both sockets.
#include "support/loopback.hpp"

#include <corun/corun.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace std::chrono_literals;

corun::task<std::string> fetch(std::uint16_t port, std::string path) {
  const loopback::socket connection = co_await loopback::connect(port);
  co_await loopback::send_all(connection, "GET " + path + "\n");
  const std::string page = co_await loopback::receive_until(connection, '\0');
  std::printf("got %s\n", page.c_str());
  co_return page;
}

corun::task<int> async_main() {
  loopback::server server;
  auto serving = corun::create_task(server.serve(), {.name = "server"});

  const auto start = std::chrono::steady_clock::now();
  auto slow = corun::create_task(fetch(server.port(), "/slow/400"));
  auto fast = corun::create_task(fetch(server.port(), "/fast/200"));
  const auto [slow_page, fast_page] = co_await corun::gather(slow, fast);
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);

  std::printf("results in the order of the arguments: %s, %s\n",
              slow_page.c_str(), fast_page.c_str());
  std::printf("%s: %d ms for requests of 400 and 200 ms\n",
              elapsed < 600ms ? "concurrent" : "one after the other",
              static_cast<int>(elapsed.count()));
  serving.cancel();
  co_return 0;
}

int main() {
  const int status = corun::run(async_main());
  std::puts("clean exit");
  return status;
}
