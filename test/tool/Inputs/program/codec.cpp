// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "codec.h"
#include <filesystem>

namespace codec {
void fill(int) { (void)std::filesystem::file_size("frame"); }
template <> void encode(const Frame &) { fill(1); }
} // namespace codec
