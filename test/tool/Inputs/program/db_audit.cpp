// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Does not include the header that annotates it.
#include <unistd.h>

namespace db {
void load_rows();
void audit(int row) { usleep(row); }
void reload() { load_rows(); }
} // namespace db
