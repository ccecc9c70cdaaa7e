// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/semaphore.hpp>

#include <corun/errors.hpp>

#include <stdexcept>
#include <utility>

namespace corun {

static std::size_t require_not_negative(std::ptrdiff_t value) {
  if (value < 0)
    throw std::invalid_argument(
        "a semaphore begins with 0 permits or more, not with a negative "
        "number");
  return static_cast<std::size_t>(value);
}

semaphore::semaphore(std::ptrdiff_t initial, std::ptrdiff_t bound)
    : permits_(require_not_negative(initial)),
      bound_(static_cast<std::size_t>(bound)) {}

void semaphore::release(std::size_t count) {
  if (count > bound_ - permits_.free())
    throw loop_error("this semaphore was released more often than it was "
                     "acquired");
  permits_.add(count);
}

void semaphore::permit::release() {
  if (of_ == nullptr)
    throw loop_error("this permit is empty: it was released, kept or moved "
                     "from already");
  std::exchange(of_, nullptr)->release();
}

} // namespace corun
