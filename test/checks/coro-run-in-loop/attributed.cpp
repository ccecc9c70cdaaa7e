// RUN: %check_coro %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// corun's functions say by attribute that they block; what its model file says
// of them holds as well.
namespace corun {
template <class T = void> class task;
[[clang::annotate("coro::blocking")]] void run(int task);
} // namespace corun

void in_a_loop() {
  for (int i = 0; i < 3; ++i)
  // expected-note@-1 {{the iterations are of this loop}}
    corun::run(i); // X: a loop an iteration
    // expected-warning@-1 {{'run' sets up an event loop and tears it down again in each iteration; run one task that does them all, or make one loop [coro-run-in-loop]}}
  corun::run(1); // V: once
}
