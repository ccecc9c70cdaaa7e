// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/wait_list.hpp>
#include <corun/event.hpp>
#include <corun/task.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace corun {

/// Coroutines wait here for each other, until a fixed number has come; then all
/// go on: asyncio.Barrier. It can be used again and again.
///
///     corun::barrier b(3);
///     std::size_t index = co_await b.wait();   // three coroutines do this
///     if (index == 0)
///       report();                              // one of the three
///
/// Whoever comes while the last round is still leaving waits for the next one.
/// A coroutine that is cancelled while it waits leaves; the barrier then waits
/// for another one in its place.
///
/// Loop thread only. Must outlive those who wait. wait() is O(1), but for the
/// last one of a round: O(parties), like abort() and reset().
class barrier {
public:
  /// Throws std::invalid_argument unless there is at least one party.
  explicit barrier(std::ptrdiff_t parties);
  barrier(const barrier &) = delete;
  barrier &operator=(const barrier &) = delete;

  [[nodiscard]] std::size_t parties() const noexcept { return parties_; }
  /// How many wait for the round to be complete.
  [[nodiscard]] std::size_t n_waiting() const noexcept {
    return state_ == state::filling ? inside_ : 0;
  }
  /// True after abort(), until reset().
  [[nodiscard]] bool broken() const noexcept { return state_ == state::broken; }

  /// Makes the barrier as new. Those who wait in it, or are about to leave it,
  /// get broken_barrier_error; those who wait for the next round wait on.
  void reset() noexcept;
  /// For errors: everybody who waits, and everybody who comes until reset(),
  /// gets broken_barrier_error.
  void abort() noexcept;

  /// `co_await b.wait()`: goes on when all parties have come. Returns which of
  /// them this is, 0 to parties() - 1, each once; the last to come does not
  /// suspend. Throws broken_barrier_error, cancelled_error.
  [[nodiscard]] task<std::size_t> wait();

private:
  enum class state : std::uint8_t { filling, draining, resetting, broken };
  class awaiter;

  void leave() noexcept;
  void let_out(state why) noexcept;

  detail::wait_list waiters_; // while filling
  event drained_;             // not set while draining or resetting
  std::size_t parties_;
  // While filling: how many wait. Otherwise: how many have been let out and
  // have not gone on.
  std::size_t inside_ = 0;
  state state_ = state::filling;
};

} // namespace corun
