// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "net_dial.h"
#include "net_resolve.h"
#include <unistd.h>

namespace net {
int dial(const char *name) { return resolve_host(name); }
// Of the same name as store::flush, which does not block.
void flush(int fd) { fsync(fd); }
} // namespace net
