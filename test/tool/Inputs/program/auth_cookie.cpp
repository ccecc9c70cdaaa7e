// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "auth.h"
#include <unistd.h>

static void refresh() {}
namespace {
struct Step {
  void run() {}
};
auto hook = [] {};
} // namespace
static void check() {
  struct Probe {
    void go() {}
  };
  Probe().go();
}
void auth::renew_cookie() { refresh(); }
void auth::sign_cookie() { Step().run(); }
void auth::check_cookie() { check(); }
void auth::hook_cookie() { hook(); }
