// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "auth.h"
#include <unistd.h>

static void refresh() { usleep(1); }
namespace {
struct Step {
  void run() { usleep(1); }
};
auto hook = [] { usleep(1); };
} // namespace
static void check() {
  struct Probe {
    void go() { usleep(1); }
  };
  Probe().go();
}
void auth::renew_token() { refresh(); }
void auth::sign_token() { Step().run(); }
void auth::check_token() { check(); }
void auth::hook_token() { hook(); }
