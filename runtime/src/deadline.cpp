// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/deadline.hpp>

#include <array>
#include <cstdio>

namespace corun::detail {

std::string spell_duration(clock::duration duration) {
  const double seconds = std::chrono::duration<double>(duration).count();
  std::array<char, 32> out;
  if (seconds >= 1)
    std::snprintf(out.data(), out.size(), "%.6g s", seconds);
  else if (seconds >= 1e-3)
    std::snprintf(out.data(), out.size(), "%.3g ms", seconds * 1e3);
  else
    std::snprintf(out.data(), out.size(), "%.3g us", seconds * 1e6);
  return out.data();
}

} // namespace corun::detail
