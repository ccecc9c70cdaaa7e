// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// For systems without epoll. A wait costs O(watched descriptors).
#include "poller.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace corun::detail {

namespace {

[[noreturn]] void throw_errno(const std::string &what) {
  throw std::system_error(errno, std::generic_category(), "corun: " + what);
}

void make_nonblocking_cloexec(int fd) {
  if (::fcntl(fd, F_SETFL, O_NONBLOCK) != 0 ||
      ::fcntl(fd, F_SETFD, FD_CLOEXEC) != 0)
    throw_errno("cannot make an event loop");
}

} // namespace

struct poller::system {
  system() {
    if (::pipe(wakeup.data()) != 0)
      throw_errno("cannot make an event loop");
    for (const int fd : wakeup)
      make_nonblocking_cloexec(fd);
  }
  ~system() {
    for (const int fd : wakeup)
      ::close(fd);
  }
  system(const system &) = delete;
  system &operator=(const system &) = delete;

  std::array<int, 2> wakeup{-1, -1}; // read end, write end
  std::vector<pollfd> polled;        // kept to reuse its memory
};

poller::poller() : system_(std::make_unique<system>()) {}
poller::~poller() = default;

/// poll(2) keeps no state; the list is made anew for each wait. Only asks
/// whether the descriptor exists, so that the error comes to whoever made it.
void poller::update_kernel(int fd, const watches &before, const watches &) {
  if (before.none() && ::fcntl(fd, F_GETFD) < 0)
    throw_errno("cannot wait for file descriptor " + std::to_string(fd));
}

void poller::wait(int timeout) {
  std::vector<pollfd> &polled = system_->polled;
  polled.clear();
  polled.push_back({system_->wakeup[0], POLLIN, 0});
  for (const auto &[fd, w] : fds_)
    polled.push_back({fd,
                      static_cast<short>((w.reader != nullptr ? POLLIN : 0) |
                                         (w.writer != nullptr ? POLLOUT : 0)),
                      0});
  if (::poll(polled.data(), polled.size(), timeout) < 0) {
    if (errno == EINTR)
      return;
    throw_errno("poll failed");
  }
  if (polled.front().revents != 0) {
    std::array<char, 256> ignored;
    while (::read(system_->wakeup[0], ignored.data(), ignored.size()) > 0) {
    }
  }
  for (auto at = polled.begin() + 1; at != polled.end(); ++at) {
    const bool broken = (at->revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
    const bool can_read = broken || (at->revents & POLLIN) != 0;
    const bool can_write = broken || (at->revents & POLLOUT) != 0;
    if (can_read || can_write)
      tell(at->fd, can_read, can_write);
  }
}

void poller::wake() noexcept {
  const char byte = 0;
  // Fails only when the pipe is full, and then a wake-up is under way.
  static_cast<void>(::write(system_->wakeup[1], &byte, 1) < 0);
}

} // namespace corun::detail
