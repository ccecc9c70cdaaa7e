// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two files use the same names for what only they see.
#pragma once
namespace auth {
void renew_token();
void sign_token();
void check_token();
void hook_token();
void renew_cookie();
void sign_cookie();
void check_cookie();
void hook_cookie();
} // namespace auth
