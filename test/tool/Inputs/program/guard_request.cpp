// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "guard.h"

namespace trace {
Request::~Request() {}
Upload::~Upload() {}
Batch::~Batch() { ship(1); }
void measured() { Guard guard; }
} // namespace trace
