// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the declarations say goes before what the bodies do.
#pragma once
namespace db {
[[clang::annotate("coro::nonblocking")]] void enqueue(int row);
[[clang::annotate("coro::nonblocking")]] void audit(int row);
[[clang::annotate("coro::blocking")]] void query(int row); // of a library
void vendor(int row);                                      // of a library
void enqueue_all();
void load_rows();
void reload();
void ask_vendor();
} // namespace db
