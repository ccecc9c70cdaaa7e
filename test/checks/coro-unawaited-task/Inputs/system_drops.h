// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A system header that loses tasks: not the user's to mend.
#pragma GCC system_header
#include "../../Inputs/user_task.h"

task<> system_fetch();
inline task<> system_drops() {
  system_fetch(); // V: in a system header
  co_return;
}
template <class T> task<> system_template(T x) {
  x(); // V: in a system header
  co_return;
}
#define SYSTEM_DROP(x) x
