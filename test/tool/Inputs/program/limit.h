// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One inline function, two bodies: ill-formed, no diagnostic required. Either
// may be meant, but always the same one.
#pragma once
#include <unistd.h>

namespace limit {
inline void hold() {
#ifdef LIMIT_WAITS
  usleep(100);
#endif
}
} // namespace limit
