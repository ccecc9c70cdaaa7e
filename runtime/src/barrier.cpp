// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/barrier.hpp>

#include <corun/errors.hpp>

#include <stdexcept>
#include <string>

namespace corun {

/// The wait inside. Precondition: filling.
class barrier::awaiter final : public detail::list_waiter {
public:
  explicit awaiter(barrier &of) noexcept : list_waiter(of.waiters_), of_(of) {}
  ~awaiter() {
    if (take_grant())
      of_.leave();
    else if (is_listed())
      --of_.inside_;
  }
  [[nodiscard]] bool await_ready() noexcept {
    if (of_.inside_ + 1 < of_.parties_)
      return false;
    of_.let_out(state::draining);
    index_ = of_.parties_ - 1;
    return true;
  }
  void await_suspend(detail::suspended_coroutine coroutine) {
    constexpr const char *what = "corun::barrier::wait";
    static_cast<void>(detail::loop_core::require(what));
    ++of_.inside_; // first: a cancellation may be delivered while it suspends
    wait_in_line(coroutine, what);
  }
  std::size_t await_resume() {
    if (!accept())
      return index_; // it was the last to come
    const bool passes = of_.state_ == state::draining;
    of_.leave();
    if (!passes)
      throw broken_barrier_error();
    return index_;
  }
  [[nodiscard]] std::string waits_for() const override { return "a barrier"; }
  void let_out(std::size_t index) noexcept {
    index_ = index;
    grant();
  }

private:
  void on_cancel() noexcept override {
    --of_.inside_;
    list_waiter::on_cancel();
  }
  void give_back() noexcept override { of_.leave(); }

  barrier &of_;
  std::size_t index_ = 0;
};

static std::size_t require_positive(std::ptrdiff_t parties) {
  if (parties < 1)
    throw std::invalid_argument("a barrier has at least one party");
  return static_cast<std::size_t>(parties);
}

barrier::barrier(std::ptrdiff_t parties) : parties_(require_positive(parties)) {
  drained_.set();
}

task<std::size_t> barrier::wait() {
  while (!drained_.is_set())
    co_await drained_.wait();
  if (broken())
    throw broken_barrier_error();
  co_return co_await awaiter(*this);
}

void barrier::reset() noexcept {
  if (state_ == state::filling) {
    let_out(state::resetting);
  } else if (inside_ > 0) {
    state_ = state::resetting;
    drained_.clear();
  } else {
    state_ = state::filling;
  }
}

void barrier::abort() noexcept {
  if (state_ == state::filling)
    let_out(state::broken);
  state_ = state::broken;
  drained_.set();
}

/// Somebody who was let out has gone on.
void barrier::leave() noexcept {
  if (--inside_ > 0 || broken())
    return;
  state_ = state::filling;
  drained_.set();
}

/// Wakes up everybody inside. Precondition: filling.
void barrier::let_out(state why) noexcept {
  if (inside_ == 0)
    return;
  state_ = why;
  drained_.clear();
  for (std::size_t index = 0; !waiters_.empty(); ++index)
    static_cast<awaiter &>(waiters_.front()).let_out(index);
}

} // namespace corun
