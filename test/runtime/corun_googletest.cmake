# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# GTest::gtest_main: as installed, but for libc++, whose types an installed
# GoogleTest does not know, from its sources (Debian: googletest).
if(NOT CMAKE_CXX_FLAGS MATCHES "-stdlib=libc\\+\\+")
  find_package(GTest REQUIRED)
  return()
endif()
find_path(CORUN_GOOGLETEST_SOURCE googletest/CMakeLists.txt
  HINTS /usr/src/googletest NO_DEFAULT_PATH)
mark_as_advanced(CORUN_GOOGLETEST_SOURCE)
if(NOT CORUN_GOOGLETEST_SOURCE)
  message(FATAL_ERROR "For libc++ GoogleTest is built from its sources. On "
    "Debian:\n  apt-get install googletest\nElsewhere: "
    "-DCORUN_GOOGLETEST_SOURCE=<folder of its source tree>")
endif()
set(BUILD_GMOCK OFF)
set(INSTALL_GTEST OFF)
set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
add_subdirectory(${CORUN_GOOGLETEST_SOURCE} googletest EXCLUDE_FROM_ALL)
if(NOT TARGET GTest::gtest_main)
  add_library(GTest::gtest_main ALIAS gtest_main)
endif()
