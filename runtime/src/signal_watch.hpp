// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/context.hpp>
#include <corun/detail/loop_core.hpp>

#include <csignal>
#include <functional>
#include <map>

namespace corun::detail {

/// What a second arrival of a signal does, before the loop has seen the first.
enum class on_repeat { nothing, end_process };

/// The signals that a loop handles. The handler proper only notes the signal
/// and wakes the loop, which calls the callback; nothing of it needs a
/// descriptor of its own. Loop thread only.
class signal_watch {
public:
  explicit signal_watch(loop_core &loop) noexcept : loop_(loop) {}
  /// Gives every signal back.
  ~signal_watch();
  signal_watch(const signal_watch &) = delete;
  signal_watch &operator=(const signal_watch &) = delete;

  /// Replaces a callback of this loop. Throws loop_error if another loop
  /// handles the signal, std::system_error if it cannot be handled.
  void add(int signal, std::function<void()> callback,
           on_repeat repeat = on_repeat::nothing);
  /// False if it was not handled by this loop. What was there before add()
  /// handles the signal again.
  bool remove(int signal) noexcept;

  /// The same for a signal that this loop may give up: add() takes it over, and
  /// stop_debugging() gives it back.
  void add_for_debugging(int signal, std::function<void()> callback);
  void stop_debugging() noexcept;

  /// Queues the callbacks of what has arrived.
  void deliver() noexcept;

private:
  struct entry {
    std::function<void()> callback;
    struct sigaction before {};
    bool is_for_debugging = false;
    corun::context context = corun::context::current();
  };
  loop_core &loop_;
  std::map<int, entry> entries_;
};

/// Does nobody in the process handle or ignore the signal?
[[nodiscard]] bool has_default_action(int signal) noexcept;

/// Is it the thread that the process began with?
[[nodiscard]] bool is_main_thread() noexcept;

} // namespace corun::detail
