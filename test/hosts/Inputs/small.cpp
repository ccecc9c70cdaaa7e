#include <corun/corun.hpp>

#include <unistd.h>

// A blocking call, and nothing else.

corun::task<void> naps() {
  usleep(1);
  co_return;
}
