// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No coroutine: whatever blocks here holds up nobody.
#include "catalog.h"
#include "clock.h"
#include "guard.h"
#include "mail.h"
#include "rpc_stub.h"
#include "run.h"

int main() {
  rpc::Stub stub;
  stub.fetch(1);             // V: not a coroutine
  mail::accept(1);           // V: likewise
  trace::Guard guard;        // V: likewise
  run_now([] { nap(); });    // V: likewise
  catalog::reindex();        // V: likewise
}
