// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "auth.h"
#include "user_task.h"

task<> authenticate() {
  auth::renew_token();  // X: renew_token -> refresh -> usleep
  auth::sign_token();   // X: sign_token -> Step::run -> usleep
  auth::check_token();  // X: check_token -> check -> Probe::go -> usleep
  auth::hook_token();   // X: hook_token -> this lambda -> usleep
  auth::renew_cookie(); // V: the other file's refresh blocks
  auth::sign_cookie();  // V: likewise its Step::run
  auth::check_cookie(); // V: likewise its check
  auth::hook_cookie();  // V: likewise its lambda
  co_return;
}
