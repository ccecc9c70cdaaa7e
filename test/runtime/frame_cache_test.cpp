// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "support.hpp"

#include <corun/detail/frame_cache.hpp>

#include <gtest/gtest.h>

#include <thread>

namespace corun_test {
namespace {

using corun::detail::frame_cache;

TEST(FrameCache, FreedFrameIsUsedAgainForTheSameSizeClass) {
  void *first = frame_cache::allocate(100);
  frame_cache::deallocate(first, 100);
  void *second = frame_cache::allocate(128);
  EXPECT_EQ(second, first);
  frame_cache::deallocate(second, 128);
}

TEST(FrameCache, LargeFramesGoToTheGlobalAllocator) {
  void *large = frame_cache::allocate(100'000);
  frame_cache::deallocate(large, 100'000);
}

TEST(FrameCache, FrameMayBeFreedOnAnotherThread) {
  void *frame = frame_cache::allocate(64);
  std::thread([frame] { frame_cache::deallocate(frame, 64); }).join();
}

TEST(FrameCache, TaskMadeOnOneThreadMayRunOnAnother) {
  corun::task<int> t = number_after(3, 2);
  int result = 0;
  std::thread([&] { result = corun::run(std::move(t)); }).join();
  EXPECT_EQ(result, 3);
}

} // namespace
} // namespace corun_test
