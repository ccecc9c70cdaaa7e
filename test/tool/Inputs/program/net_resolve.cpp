// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "net_resolve.h"
#include <netdb.h>

int net::resolve_host(const char *name) {
  addrinfo *found = nullptr;
  return getaddrinfo(name, "80", nullptr, &found);
}
