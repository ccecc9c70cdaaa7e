// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "signal_watch.hpp"

#include <corun/detail/callback.hpp>
#include <corun/errors.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace corun::detail {

namespace {

/// Of every signal of the process: everything here is read by handlers, which
/// may use lock-free atomics and nothing else. [support.signal]/3
struct slot {
  std::atomic<loop_core *> loop;
  std::atomic<bool> arrived;
  std::atomic<bool> ends_when_repeated;
};
static_assert(std::atomic<loop_core *>::is_always_lock_free);
static_assert(std::atomic<bool>::is_always_lock_free);

constexpr std::size_t signal_limit = 65; // NSIG, of Linux
constinit std::array<slot, signal_limit> slots{};
/// Handlers that may hold a pointer to a loop.
constinit std::atomic<int> handlers_at_work = 0;

extern "C" void on_signal(int signal) {
  const int saved_errno = errno;
  handlers_at_work.fetch_add(1);
  slot &s = slots[static_cast<std::size_t>(signal)];
  loop_core *const loop = s.loop.load();
  if (loop != nullptr) {
    if (s.arrived.exchange(true) && s.ends_when_repeated.load()) {
      // The loop does not come to it. [signal(7): raise is safe here]
      struct sigaction default_action {};
      default_action.sa_handler = SIG_DFL;
      ::sigaction(signal, &default_action, nullptr);
      ::raise(signal); // delivered when this handler returns
    }
    loop->signal_arrived();
  }
  handlers_at_work.fetch_sub(1);
  errno = saved_errno;
}

class signal_callback : public callback_of<std::function<void()>> {
public:
  using callback_of::callback_of;
  [[nodiscard]] const char *kind() const noexcept override {
    return "a callback of add_signal_handler";
  }
};

} // namespace

signal_watch::~signal_watch() {
  while (!entries_.empty())
    remove(entries_.begin()->first);
}

void signal_watch::add(int signal, std::function<void()> callback,
                       on_repeat repeat) {
  const std::string name = "signal " + std::to_string(signal);
  if (signal <= 0 || static_cast<std::size_t>(signal) >= signal_limit)
    throw std::system_error(EINVAL, std::generic_category(),
                            "corun: there is no " + name);
  slot &s = slots[static_cast<std::size_t>(signal)];
  loop_core *nobody = nullptr;
  if (!s.loop.compare_exchange_strong(nobody, &loop_)) {
    if (nobody != &loop_)
      throw loop_error(name + " is handled by another event loop: remove its "
                              "handler first");
    entry &replaced = entries_[signal];
    replaced.callback = std::move(callback);
    replaced.is_for_debugging = false;
    s.ends_when_repeated = repeat == on_repeat::end_process;
    return;
  }
  try {
    const auto at =
        entries_.emplace(signal, entry{.callback = std::move(callback)}).first;
    s.arrived = false;
    s.ends_when_repeated = repeat == on_repeat::end_process;
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    if (::sigaction(signal, &action, &at->second.before) != 0) {
      const int why = errno;
      entries_.erase(at);
      throw std::system_error(why, std::generic_category(),
                              "corun: cannot handle " + name);
    }
  } catch (...) {
    s.loop = nullptr;
    throw;
  }
}

bool signal_watch::remove(int signal) noexcept {
  const auto at = entries_.find(signal);
  if (at == entries_.end())
    return false;
  ::sigaction(signal, &at->second.before, nullptr);
  slots[static_cast<std::size_t>(signal)].loop = nullptr;
  // A handler in another thread may have read the pointer before that.
  while (handlers_at_work.load() != 0)
    std::this_thread::yield();
  entries_.erase(at);
  return true;
}

void signal_watch::add_for_debugging(int signal,
                                     std::function<void()> callback) {
  add(signal, std::move(callback));
  entries_[signal].is_for_debugging = true;
}

void signal_watch::stop_debugging() noexcept {
  const auto at = std::ranges::find_if(
      entries_, [](const auto &each) { return each.second.is_for_debugging; });
  if (at != entries_.end())
    remove(at->first);
}

bool has_default_action(int signal) noexcept {
  struct sigaction current {};
  return ::sigaction(signal, nullptr, &current) == 0 &&
         (current.sa_flags & SA_SIGINFO) == 0 && current.sa_handler == SIG_DFL;
}

void signal_watch::deliver() noexcept {
  for (auto &[signal, each] : entries_) {
    if (!slots[static_cast<std::size_t>(signal)].arrived.exchange(false))
      continue;
    const context::scope entered(&each.context);
    try {
      make_callback_of<signal_callback>(loop_, each.callback)->make_ready();
    } catch (...) { // no memory: with the next signal
      slots[static_cast<std::size_t>(signal)].arrived = true;
    }
  }
}

} // namespace corun::detail
