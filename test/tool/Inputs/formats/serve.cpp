#include "task.h"
#include <unistd.h>
void helper() { usleep(5); }
task g(bool b) {
  f();
  /* äö 漢 𝄞 */ f();
  helper();
  f(); // NOLINT(coro-unawaited-task): hidden
  helper(); // NOLINT
  task t = f();
  if (b)
    co_await t;
  f();
  co_return;
}
