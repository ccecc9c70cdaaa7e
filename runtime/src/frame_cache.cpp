// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <corun/detail/frame_cache.hpp>

namespace corun::detail {

/// Its destructor runs when the thread ends. Frames freed after that (by
/// other thread_locals) go straight to the system, because limit is 0 again.
struct frame_cache::cleaner {
  ~cleaner() {
    local_.limit = 0;
    for (block *&list : local_.lists)
      while (block *const head = list) {
        list = head->next;
        ::operator delete(head);
      }
    local_.cached_bytes = 0;
  }
};

void frame_cache::deallocate_slow(void *frame, std::size_t index) noexcept {
  if (index < class_count && !local_.registered) {
    static thread_local cleaner at_thread_exit;
    static_cast<void>(at_thread_exit);
    local_.registered = true;
    local_.limit = max_cached_bytes;
    deallocate(frame, (index + 1) * class_size);
    return;
  }
  ::operator delete(frame);
}

} // namespace corun::detail
