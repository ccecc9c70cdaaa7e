// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A callable runs where the function that it is given to runs it.
#include "clock.h"
#include "compact.h"
#include "retry.h"
#include "run.h"
#include "user_task.h"

static std::future<int> kept;

task<> run(Compactor &compactor) {
  run_each(compact, 3);           // X: compact -> fsync
  run_each(&compact, 3);          // X: compact -> fsync
  run_now([] { nap(); });         // X: this lambda -> nap -> std::this_thread::sleep_for
  run_now(compact_all);           // X: compact_all -> compact -> fsync
  run_here([] { nap(); });        // X: this lambda -> nap -> std::this_thread::sleep_for
  run_here(nap);                  // X: nap -> std::this_thread::sleep_for
  run_here(Flusher{});            // X: Flusher::operator() -> fsync
  run_now(Flusher{});             // X: Flusher::operator() -> fsync
  retry([] { nap(); });           // X: this lambda -> nap -> std::this_thread::sleep_for
  retry_each(compact);            // X: compact -> fsync
  retry_here([] { nap(); });      // X: this lambda -> nap -> std::this_thread::sleep_for
  retry_here(compact_all);        // X: compact_all -> compact -> fsync
  rebound(compact, 3);            // X: compact -> fsync
  bounce(compact, 3);             // X: compact -> fsync
  shuttle(compact, 3);            // V: handed round and round, never run
  ferry(compact, 3);              // V: likewise
  retry([] {});                   // V: does nothing
  auto pause = [] { nap(); };
  retry(pause);                   // X: this lambda -> nap -> std::this_thread::sleep_for
  std::invoke(&Compactor::one, compactor); // X: Compactor::one -> compact -> fsync
  compactor.all();                // X: Compactor::all -> this lambda -> Compactor::one -> compact -> fsync
  run_here([&] { compactor.all(); }); // X: this lambda -> Compactor::all -> this lambda -> Compactor::one -> compact -> fsync
  co_return;
}
task<> not_here(Compactor &compactor) {
  run_later([] { nap(); });       // V: only stored
  run_later(compact_all);         // V: only stored
  retry_later(compact_all);       // V: handed on, and stored there
  run_elsewhere([] { nap(); });   // V: on another thread
  compactor.in_background();      // V: the helper offloads
  kept = run_async(measure);      // V: started, not waited for
  run_and_forget(measure);        // X: run_and_forget -> std::async
  co_return;
}
