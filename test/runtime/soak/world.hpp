// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the scenarios of the soak test share: chance, and the books.
#pragma once

#include <corun/corun.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace soak {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

/// What a scenario throws on purpose.
struct planned_failure : std::runtime_error {
  planned_failure() : std::runtime_error("planned") {}
};

/// The books. Any thread.
struct tally {
  std::atomic<std::int64_t> frames_alive = 0;
  std::atomic<std::int64_t> started = 0;
  std::atomic<std::int64_t> ended = 0;
  std::atomic<std::int64_t> cancelled = 0;
  std::atomic<std::int64_t> failed = 0;
  std::atomic<std::int64_t> timed_out = 0;
  std::atomic<std::int64_t> scenarios = 0;
  std::atomic<std::int64_t> posted = 0;
  std::atomic<std::int64_t> posted_ran = 0;
  std::atomic<std::int64_t> remote = 0;
  std::atomic<std::int64_t> violations = 0;

  /// An invariant that does not hold.
  void violation(const std::string &what) {
    ++violations;
    std::fprintf(stderr, "soak: VIOLATION: %s\n", what.c_str());
  }
};

/// Counts itself, as a parameter or a local of a coroutine does its frame.
class counted {
public:
  explicit counted(std::atomic<std::int64_t> &count) noexcept : count_(&count) {
    ++*count_;
  }
  counted(counted &&other) noexcept
      : count_(std::exchange(other.count_, nullptr)) {}
  counted &operator=(counted &&) = delete;
  ~counted() {
    if (count_ != nullptr)
      --*count_;
  }

private:
  std::atomic<std::int64_t> *count_;
};

/// Counts the end of what it lives in.
class at_end {
public:
  explicit at_end(std::atomic<std::int64_t> &count) noexcept : count_(count) {}
  at_end(const at_end &) = delete;
  at_end &operator=(const at_end &) = delete;
  ~at_end() { ++count_; }

private:
  std::atomic<std::int64_t> &count_;
};

/// Chance, for one thread.
class dice {
public:
  explicit dice(std::uint64_t seed) : engine_(seed) {}
  /// 0 .. sides - 1.
  int roll(int sides) {
    return static_cast<int>(engine_() % static_cast<std::uint64_t>(sides));
  }
  bool one_in(int n) { return roll(n) == 0; }
  std::chrono::microseconds delay(std::chrono::microseconds limit) {
    return std::chrono::microseconds(roll(static_cast<int>(limit.count()) + 1));
  }

private:
  std::mt19937_64 engine_;
};

/// The loop thread's view.
struct world {
  tally &books;
  dice &chance;
};

/// Two ends of a pipe in both directions.
class socket_pair {
public:
  socket_pair() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0,
                     ends_.data()) != 0)
      throw std::system_error(errno, std::generic_category(), "socketpair");
  }
  socket_pair(const socket_pair &) = delete;
  socket_pair &operator=(const socket_pair &) = delete;
  ~socket_pair() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  [[nodiscard]] int end(std::size_t i) const noexcept { return ends_.at(i); }

private:
  std::array<int, 2> ends_{};
};

/// A tree of coroutines with `leaves` leaves, which it returns.
corun::task<int> tree(world w, counted frame, int leaves);

/// One random piece of work; ends, whatever happens in it. Its name is for
/// reports.
struct scenario {
  const char *name;
  corun::task<void> (*run)(world w);
};
const scenario &pick(dice &chance);

CORUN_WRAPPER inline corun::task<int> tree(world w, int leaves) {
  return tree(w, counted(w.books.frames_alive), leaves);
}

} // namespace soak
