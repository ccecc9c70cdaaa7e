// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "startup.h"

config::Parser::~Parser() {
  with_file([](int fd) { read_block(fd); });
}
