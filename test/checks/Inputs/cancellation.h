// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What libraries throw at the suspension point of a cancelled task. corun's is
// deliberately no std::exception; folly's and cppcoro's are.
#pragma once
#include "corun.h"
#include "cppcoro.h"
#include "folly.h"
#include <exception>

namespace corun {
class cancelled_error final {
public:
  const char *what() const noexcept;
};
} // namespace corun

namespace folly {
struct OperationCancelled : public std::exception {
  const char *what() const noexcept override;
};
} // namespace folly

namespace cppcoro {
class operation_cancelled : public std::exception {
public:
  const char *what() const noexcept override;
};
} // namespace cppcoro
