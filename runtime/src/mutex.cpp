// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/mutex.hpp>

#include <corun/errors.hpp>

#include <string>

namespace corun {

void mutex::guard::require_owner(const char *what) const {
  if (of_ == nullptr)
    throw loop_error(std::string("this guard does not own a mutex: lock it "
                                 "before you ") +
                     what);
}

} // namespace corun
