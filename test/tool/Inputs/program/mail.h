// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A second long chain of plain functions, of which each calls the next of
// another file and something harmless.
#pragma once
namespace mail {
void accept(int id);
void deliver(int id);
void route(int id);
void spool(int id);
void store(int id);
void persist(int id);
int checksum(int id);
} // namespace mail
