// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "startup.h"
#include <unistd.h>

void config::with_file(const std::function<void(int)> &use) { use(3); }
void config::read_block(int fd) { fsync(fd); }
