// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Declares what it calls itself.
extern "C" int depot_sync(int fd);
extern "C" int depot_sync_all() { return depot_sync(1); }
