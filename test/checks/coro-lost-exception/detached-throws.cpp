// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Work that is let go although it can be seen to throw: who started it never
// learns that it failed.
#include "../Inputs/asio.h"
#include "../Inputs/corun.h"
#include <exception>
#include <stdexcept>

bool cond();
void log(const char *);
corun::task<> out_of_sight();

corun::task<> upload(int part) {
  co_await corun::sleep({});
  if (part == 2)
    throw std::runtime_error("disk full");
    // expected-note@-1 {{thrown here, and not caught}}
}
corun::task<> looks_after_itself(int part) {
  try {
    if (part == 2)
      throw std::runtime_error("disk full");
    co_await corun::sleep({});
  } catch (const std::exception &e) {
    log(e.what());
  }
}
asio::awaitable<void> session() {
  if (cond())
    throw std::runtime_error("no");
    // expected-note@-1 {{thrown here, and not caught}}
  co_return;
}
asio::awaitable<void> quiet_session() { co_return; }

corun::task<> lets_go() {
  for (int part = 1; part <= 3; ++part)
    corun::create_task(upload(part)).detach(); // X: nobody learns of it
    // expected-warning@-1 {{'upload' can throw, and it is detached here: nobody learns of the exception [coro-lost-exception]}}
  corun::create_task(looks_after_itself(1)).detach(); // V: it catches
  corun::create_task(out_of_sight()).detach(); // V: nothing is known of it
  auto kept = corun::create_task(upload(4));
  co_await kept; // V: thrown here
}
void spawns(asio::io_context &io) {
  asio::co_spawn(io, session(), asio::detached); // X: the token drops it
  // expected-warning@-1 {{'session' can throw, and it is detached here: nobody learns of the exception [coro-lost-exception]}}
  asio::co_spawn(io, quiet_session(), asio::detached); // V: nothing is thrown
  asio::co_spawn(io, session(), [](std::exception_ptr) {}); // V: a handler
}
