// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "signal_watch.hpp"

#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__OpenBSD__) ||   \
    defined(__NetBSD__)
#include <pthread.h>
#if defined(__FreeBSD__)
#include <pthread_np.h>
#endif
#endif

namespace corun::detail {

bool is_main_thread() noexcept {
#if defined(__linux__)
  return ::syscall(SYS_gettid) == ::getpid();
#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__OpenBSD__) ||   \
    defined(__NetBSD__)
  return ::pthread_main_np() != 0;
#else
  return false; // not known: SIGINT stays as it is
#endif
}

} // namespace corun::detail
