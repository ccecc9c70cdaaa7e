// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "fd_callbacks.hpp"

#include "poller.hpp"

#include <corun/detail/callback.hpp>

#include <utility>

namespace corun::detail {

/// Watches, waits in the ready queue, watches again.
class fd_callbacks::entry final : public fd_watch, public ready_node {
public:
  entry(loop_core &loop, int fd, io_direction direction,
        std::function<void()> callback)
      : loop_(loop), callback_(std::move(callback)), fd_(fd),
        direction_(direction) {}

  void watch() {
    loop_.io().add(fd_, direction_, *this);
    watching_ = true;
  }
  void remove() noexcept {
    removed_ = true;
    if (std::exchange(watching_, false))
      loop_.io().remove(fd_, direction_);
  }
  void set_self(const std::shared_ptr<entry> &self) noexcept { self_ = self; }

  void on_fd_ready() noexcept override {
    watching_ = false;
    queued_ = self_.lock();
    loop_.ready.push_back(*this);
  }
  void discard_watch() noexcept override { watching_ = false; }

  void run() noexcept override {
    const std::shared_ptr<entry> alive = std::move(queued_);
    if (removed_)
      return;
    // `alive`, because the callback may replace or remove itself.
    {
      const context::scope entered(&context_);
      call_reporting(loop_, callback_);
    }
    if (!removed_ && !watching_)
      call_reporting(loop_, watch_again_);
  }
  void discard() noexcept override { queued_.reset(); }
  [[nodiscard]] const char *kind() const noexcept override {
    return direction_ == io_direction::read ? "a callback of add_reader"
                                            : "a callback of add_writer";
  }

private:
  struct again {
    entry *of;
    void operator()() const { of->watch(); }
  };

  loop_core &loop_;
  context context_ = context::current();
  std::function<void()> callback_;
  again watch_again_{this};
  std::weak_ptr<entry> self_;
  std::shared_ptr<entry> queued_; // while in the ready queue
  int fd_;
  io_direction direction_;
  bool watching_ = false;
  bool removed_ = false;
};

fd_callbacks::~fd_callbacks() {
  for (const auto &[key, each] : entries_)
    each->remove();
}

void fd_callbacks::add(int fd, io_direction direction,
                       std::function<void()> callback) {
  auto added =
      std::make_shared<entry>(loop_, fd, direction, std::move(callback));
  added->set_self(added);
  auto &place = entries_[{fd, direction}];
  // Out of the poller before the new one goes in; the entry itself is alive
  // until here if it is the one that calls this.
  const std::shared_ptr<entry> before = std::exchange(place, nullptr);
  if (before)
    before->remove();
  try {
    added->watch();
  } catch (...) {
    entries_.erase({fd, direction});
    throw;
  }
  place = std::move(added);
}

bool fd_callbacks::remove(int fd, io_direction direction) noexcept {
  const auto at = entries_.find({fd, direction});
  if (at == entries_.end())
    return false;
  const std::shared_ptr<entry> removed = std::move(at->second);
  entries_.erase(at);
  removed->remove();
  return true;
}

} // namespace corun::detail
