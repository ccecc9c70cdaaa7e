// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "catalog.h"
#include <cstdio>

namespace catalog {
void verify_part(bool deep) { verify_file(deep); }
void verify_file(bool deep) {
  if (deep)
    touch();
}
static void open_late(bool deep) {
  if (!deep)
    return;
  touch();
}
static void open_checked(bool deep) {
  if (!deep)
    throw 1;
  touch();
}
static void open_each(int count) {
  for (int i = 0; i < count; ++i)
    touch();
}
static void late(bool deep) { open_late(deep); }
static void checked(bool deep) { open_checked(deep); }
static void each(int count) { open_each(count); }
void verify_late(bool deep) { late(deep); }
void verify_or_throw(bool deep) { checked(deep); }
void verify_each(int count) { each(count); }
int read_options() { return fopen("options", "r") != nullptr; }
} // namespace catalog
