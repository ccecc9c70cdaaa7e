// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/supply.hpp>

namespace corun::detail {

void supply::serve() noexcept {
  while (free_ > 0 && !line_.empty()) {
    --free_;
    ++claimed_;
    line_.front().grant();
  }
}

void supply::dismiss_waiters() noexcept {
  while (!line_.empty())
    line_.front().dismiss();
}

void supply::close() noexcept {
  closed_ = true;
  free_ = 0;
  dismiss_waiters();
}

} // namespace corun::detail
