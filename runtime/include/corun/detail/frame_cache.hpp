// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coroutine frames, recycled per thread by size class. The largest single win
// in the cost of a co_await: malloc and free are two thirds of it.
#pragma once

#include <corun/detail/config.hpp>

#include <cstddef>
#include <new>

namespace corun::detail {

/// Free lists of coroutine frames, 64 bytes a class up to 1 KiB; larger frames
/// go to the global allocator. One per thread and lock-free for that reason: a
/// frame freed on another thread than it was made on moves to that thread's
/// lists. Holds at most max_cached_bytes; everything goes back to the system
/// when the thread ends.
class frame_cache {
public:
  static constexpr std::size_t class_size = 64;
  static constexpr std::size_t class_count = 16;
  static constexpr std::size_t max_cached_bytes = std::size_t{64} << 20;

  /// Throws std::bad_alloc. O(1).
  static void *allocate(std::size_t size) {
    const std::size_t index = (size - 1) / class_size;
    if (index < class_count) {
      if (block *const head = local_.lists[index]) {
        local_.lists[index] = head->next;
        local_.cached_bytes -= (index + 1) * class_size;
        return head;
      }
    }
    return ::operator new((index + 1) * class_size);
  }

  /// `size` is what allocate() was given. O(1).
  static void deallocate(void *frame, std::size_t size) noexcept {
    const std::size_t index = (size - 1) / class_size;
    const std::size_t bytes = local_.cached_bytes + (index + 1) * class_size;
    if (index < class_count && bytes <= local_.limit) {
      local_.lists[index] = ::new (frame) block{local_.lists[index]};
      local_.cached_bytes = bytes;
      return;
    }
    deallocate_slow(frame, index);
  }

private:
  struct block {
    block *next;
  };
  /// Constant-initialised, so that the fast path needs no guard. `limit` is 0
  /// until the thread's first deallocation has arranged for the clean-up, and
  /// again once that has run.
  struct lists_of_thread {
    block *lists[class_count];
    std::size_t cached_bytes;
    std::size_t limit;
    bool registered;
  };
  struct cleaner;

  static void deallocate_slow(void *frame, std::size_t index) noexcept;

  static inline constinit thread_local lists_of_thread local_{};
};

/// Base of promise types whose frames are recycled.
class recycled_frame {
public:
#if CORUN_DETAIL_RECYCLE_FRAMES
  static void *operator new(std::size_t size) {
    return frame_cache::allocate(size);
  }
  static void operator delete(void *frame, std::size_t size) noexcept {
    frame_cache::deallocate(frame, size);
  }
#endif
};

} // namespace corun::detail
