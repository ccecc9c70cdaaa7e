#include "../../../runtime/include/corun/corun.hpp"

#include <unistd.h>


corun::task<void> naps() {
  usleep(1);
  co_return;
}
