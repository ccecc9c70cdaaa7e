# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The package that find_package(coro-tidy) finds, whatever parts are installed.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)
configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/coro-tidy-config.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/coro-tidy-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/coro-tidy
  NO_SET_AND_CHECK_MACRO)
# Before 1.0, a minor version may break what was there.
write_basic_package_version_file(
  ${CMAKE_CURRENT_BINARY_DIR}/coro-tidy-config-version.cmake
  VERSION ${coro_tidy_version} COMPATIBILITY SameMinorVersion)
install(FILES
  ${CMAKE_CURRENT_BINARY_DIR}/coro-tidy-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/coro-tidy-config-version.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/coro-tidy COMPONENT corun)
