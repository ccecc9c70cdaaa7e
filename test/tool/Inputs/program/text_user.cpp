// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "text.h"
#include "user_task.h"

namespace text {
task<> calls(Stream &stream, Key a, Key b, Token token) {
  put(1);                   // V: the other overload
  put("x");                 // X: put -> system
  stream << 1;              // V: the other overload
  stream << "x";            // X: Stream::operator<< -> put -> system
  bool same = a == b;       // X: operator== -> put -> system
  bool other = a != b;      // X: operator== -> put -> system
  bool less = a < b;        // V: does not block
  int id = token;           // X: Token::operator int -> put -> system
  const char *name = token; // V: the other conversion
  Link link("x");           // X: Link::Link -> put -> system
  Link open(3);             // V: the other constructor
  use("x");                 // X: Link::Link -> put -> system
  commit();                 // X: Commit::operator() -> put -> system
  route();                  // X: default_shard -> put -> system
  route(1);                 // V: the default argument is not evaluated
  Holder holder;            // X: Holder::Holder -> default_shard -> put -> system
  co_return;
}
} // namespace text
