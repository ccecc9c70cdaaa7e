// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "guard.h"
#include "user_task.h"
#include <memory>

namespace trace {
task<> spans(Batch *owned) {
  Guard guard;                           // X: Guard::~Guard -> usleep
  Span span;                             // X: Guard::~Guard -> usleep
  Request request;                       // X: Request::~Request -> Guard::~Guard -> usleep
  Upload all;                            // X: Upload::~Upload -> Guard::~Guard -> usleep
  make_guard();                          // X: Guard::~Guard -> usleep
  measured();                            // X: measured -> Guard::~Guard -> usleep
  upload();                              // X: upload -> Upload::~Upload -> Guard::~Guard -> usleep
  ship(2);                               // X: ship -> upload -> Upload::~Upload -> Guard::~Guard -> usleep
  Batch batch;                           // X: Batch::~Batch -> ship -> upload -> Upload::~Upload -> Guard::~Guard -> usleep
  delete owned;                          // X: Batch::~Batch -> ship -> upload -> Upload::~Upload -> Guard::~Guard -> usleep
  auto kept = std::make_unique<Guard>(); // X: Guard::~Guard -> usleep
  Plain plain;                           // V: its destructor does nothing
  static Guard lasting;                  // V: dies with the program
  co_return;
}
} // namespace trace
