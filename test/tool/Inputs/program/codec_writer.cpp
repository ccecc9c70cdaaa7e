// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Instantiates the same templates as codec_reader.cpp.
#include "codec.h"
#include "heartbeat.h"
#include "user_task.h"

namespace codec {
void rewrite() { decode<int>(); }
task<> write(Table<int> &table) {
  fill_one();     // X: fill_one -> fill -> std::filesystem::file_size
  fill_two();     // X: fill_two -> fill -> std::filesystem::file_size
  fill_later();   // X: fill_later -> this lambda -> fill -> std::filesystem::file_size
  decode<int>();  // X: decode -> fill -> std::filesystem::file_size
  decode<long>(); // X: decode -> fill -> std::filesystem::file_size
  rewrite();      // X: rewrite -> decode -> fill -> std::filesystem::file_size
  table.load();   // X: Table::load -> fill -> std::filesystem::file_size
  co_await background::heartbeat(2);
}
} // namespace codec
