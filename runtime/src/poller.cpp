// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the two pollers share: who watches which descriptor.
#include "poller.hpp"

#include <corun/errors.hpp>

#include <string>
#include <utility>

namespace corun::detail {

void poller::add(int fd, io_direction direction, fd_watch &watch) {
  const auto [at, is_new] = fds_.try_emplace(fd);
  watches wanted = at->second;
  if (wanted.of(direction) != nullptr)
    throw loop_error(
        "two coroutines wait for file descriptor " + std::to_string(fd) +
        " in the same direction: let one do it and hand on the data");
  wanted.of(direction) = &watch;
  try {
    update_kernel(fd, at->second, wanted);
  } catch (...) {
    if (is_new)
      fds_.erase(at);
    throw;
  }
  at->second = wanted;
}

void poller::remove(int fd, io_direction direction) noexcept {
  const auto at = fds_.find(fd);
  if (at == fds_.end() || at->second.of(direction) == nullptr)
    return;
  const watches before = at->second;
  at->second.of(direction) = nullptr;
  update_kernel(fd, before, at->second);
  if (at->second.none())
    fds_.erase(at);
}

void poller::tell(int fd, bool can_read, bool can_write) noexcept {
  const auto at = fds_.find(fd);
  if (at == fds_.end())
    return;
  const watches before = at->second;
  watches &after = at->second;
  fd_watch *const reader =
      can_read ? std::exchange(after.reader, nullptr) : nullptr;
  fd_watch *const writer =
      can_write ? std::exchange(after.writer, nullptr) : nullptr;
  if (after.none())
    fds_.erase(at);
  else
    update_kernel(fd, before, after);
  if (reader != nullptr)
    reader->on_fd_ready();
  if (writer != nullptr)
    writer->on_fd_ready();
}

void poller::release(int fd) noexcept {
  const auto at = fds_.find(fd);
  if (at == fds_.end())
    return;
  const watches before = at->second;
  update_kernel(fd, before, {});
  fds_.erase(at);
  for (fd_watch *const each : {before.reader, before.writer})
    if (each != nullptr)
      each->on_fd_ready();
}

void poller::discard_all() noexcept {
  for (const auto &[fd, w] : std::exchange(fds_, {})) {
    if (w.reader != nullptr)
      w.reader->discard_watch();
    if (w.writer != nullptr)
      w.writer->discard_watch();
  }
}

} // namespace corun::detail
