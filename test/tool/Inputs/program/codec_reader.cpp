// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "codec.h"
#include "heartbeat.h"
#include "user_task.h"

namespace codec {
task<> read(Cache<int> &ints, Cache<long> &longs, Table<int> &table,
            Table<char> &text) {
  fill_one();         // X: fill_one -> fill -> std::filesystem::file_size
  fill_two();         // X: fill_two -> fill -> std::filesystem::file_size
  fill_later();       // X: fill_later -> this lambda -> fill -> std::filesystem::file_size
  decode<int>();      // X: decode -> fill -> std::filesystem::file_size
  encode(1);          // V: the primary template does nothing
  encode(Frame());    // X: encode -> fill -> std::filesystem::file_size
  ints.get();         // X: Cache::get -> decode -> fill -> std::filesystem::file_size
  longs.put(1);       // X: Cache::put -> fill_one -> fill -> std::filesystem::file_size
  ints.put(1);        // V: discarded for so small a type
  table.load();       // X: Table::load -> fill -> std::filesystem::file_size
  text.load();        // V: discarded for so small a type
  table.peek();       // V: does not block
  co_await background::heartbeat(1); // V: its finding is its own
}
} // namespace codec
