// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <corun/detail/timer_queue.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace corun::detail {

/// Any duration as the clock's, rounded up, so that nobody wakes too early.
/// "For ever" and "ages ago" are cut to a century, so that adding them to now
/// cannot overflow.
/// Throws std::invalid_argument for NaN.
template <class Rep, class Period>
clock::duration to_clock_duration(std::chrono::duration<Rep, Period> duration) {
  using seconds = std::chrono::duration<double>;
  constexpr std::chrono::hours century(24 * 365 * 100);
  if constexpr (std::is_floating_point_v<Rep>)
    if (duration != duration)
      throw std::invalid_argument("corun: a delay is not a number");
  if (seconds(duration) >= seconds(century))
    return century;
  if (seconds(duration) <= -seconds(century))
    return -century;
  return std::chrono::ceil<clock::duration>(duration);
}

/// "1.5 s", "20 ms", "7 us": for people.
[[nodiscard]] std::string spell_duration(clock::duration duration);

/// `delay` from now on. Throws std::invalid_argument for NaN.
template <class Rep, class Period>
clock::time_point deadline_after(std::chrono::duration<Rep, Period> delay) {
  return clock::now() + to_clock_duration(delay);
}

} // namespace corun::detail
