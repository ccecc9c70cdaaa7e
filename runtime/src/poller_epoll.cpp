// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "poller.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace corun::detail {

namespace {

[[noreturn]] void throw_errno(const std::string &what) {
  throw std::system_error(errno, std::generic_category(), "corun: " + what);
}

/// A descriptor that closes itself.
class owned_fd {
public:
  explicit owned_fd(int fd) : fd_(fd) {}
  ~owned_fd() {
    if (fd_ >= 0)
      ::close(fd_);
  }
  owned_fd(const owned_fd &) = delete;
  owned_fd &operator=(const owned_fd &) = delete;
  [[nodiscard]] int get() const noexcept { return fd_; }

private:
  int fd_;
};

} // namespace

struct poller::system {
  owned_fd epoll{::epoll_create1(EPOLL_CLOEXEC)};
  owned_fd wakeup{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
  /// The descriptors that epoll knows, by number. EPOLLONESHOT keeps one there
  /// after its event, so that the next wait costs one call and not two. It
  /// leaves by itself when it is closed, so this may say too much.
  std::vector<bool> known;

  [[nodiscard]] bool knows(int fd) const noexcept {
    const auto number = static_cast<std::size_t>(fd);
    return number < known.size() && known[number];
  }
  void make_room(int fd) {
    if (fd >= static_cast<int>(known.size()))
      known.resize(static_cast<std::size_t>(fd) + 1);
  }
};

poller::poller() : system_(std::make_unique<system>()) {
  if (system_->epoll.get() < 0 || system_->wakeup.get() < 0)
    throw_errno("cannot make an event loop");
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = system_->wakeup.get();
  if (::epoll_ctl(system_->epoll.get(), EPOLL_CTL_ADD, system_->wakeup.get(),
                  &event) != 0)
    throw_errno("cannot make an event loop");
}

poller::~poller() = default;

void poller::update_kernel(int fd, const watches &before,
                           const watches &after) {
  epoll_event event{};
  event.data.fd = fd;
  event.events = EPOLLONESHOT;
  if (after.reader != nullptr)
    event.events |= EPOLLIN | EPOLLRDHUP;
  if (after.writer != nullptr)
    event.events |= EPOLLOUT;
  system_->make_room(fd); // first: it may throw, if this is a new one
  const int operation = after.none()         ? EPOLL_CTL_DEL
                        : system_->knows(fd) ? EPOLL_CTL_MOD
                                             : EPOLL_CTL_ADD;
  int failed = ::epoll_ctl(system_->epoll.get(), operation, fd, &event);
  // A descriptor that was closed has left epoll by itself, and its number may
  // have been given out again.
  if (failed != 0 && operation == EPOLL_CTL_MOD && errno == ENOENT)
    failed = ::epoll_ctl(system_->epoll.get(), EPOLL_CTL_ADD, fd, &event);
  // Taking a watch back is not for its owner to be told about.
  const bool asks_for_more =
      (after.reader != nullptr && before.reader == nullptr) ||
      (after.writer != nullptr && before.writer == nullptr);
  if (failed != 0 && asks_for_more)
    throw_errno("cannot wait for file descriptor " + std::to_string(fd) +
                (errno == EPERM ? " (regular files are always ready; read "
                                  "them in to_thread)"
                                : ""));
  if (failed == 0)
    system_->known[static_cast<std::size_t>(fd)] = !after.none();
}

void poller::wait(int timeout) {
  std::array<epoll_event, 64> events;
  const int count =
      ::epoll_wait(system_->epoll.get(), events.data(), events.size(), timeout);
  if (count < 0 && errno != EINTR)
    throw_errno("epoll_wait failed");
  for (int i = 0; i < count; ++i) {
    const std::uint32_t got = events[i].events;
    const int fd = events[i].data.fd;
    if (fd == system_->wakeup.get()) {
      std::uint64_t ignored;
      static_cast<void>(::read(fd, &ignored, sizeof ignored) < 0);
      continue;
    }
    // An error or hang-up is for whoever waits: the next call on the
    // descriptor tells which.
    const bool broken = (got & (EPOLLERR | EPOLLHUP)) != 0;
    tell(fd, broken || (got & (EPOLLIN | EPOLLRDHUP)) != 0,
         broken || (got & EPOLLOUT) != 0);
  }
}

void poller::wake() noexcept {
  const std::uint64_t one = 1;
  // Fails only when the counter is full, and then a wake-up is under way.
  static_cast<void>(::write(system_->wakeup.get(), &one, sizeof one) < 0);
}

} // namespace corun::detail
