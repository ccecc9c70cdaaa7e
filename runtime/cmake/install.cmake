# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What "cmake --install" puts where, for corun: the library, the headers, the
# targets for find_package(coro-tidy), and corun.pc for pkg-config.
install(TARGETS coro-tidy-corun EXPORT corun-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT corun
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT corun)
install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/include/corun
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT corun)
install(EXPORT corun-targets NAMESPACE coro-tidy::
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/coro-tidy COMPONENT corun)

# As seen from the file, so that the installed tree can be moved.
set(corun_pc_libdir ${CMAKE_INSTALL_FULL_LIBDIR})
set(corun_pc_includedir ${CMAKE_INSTALL_FULL_INCLUDEDIR})
set(corun_pc_prefix ${CMAKE_INSTALL_PREFIX})
if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  file(RELATIVE_PATH corun_pc_up
    /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
  string(REGEX REPLACE "/$" "" corun_pc_up "${corun_pc_up}")
  set(corun_pc_prefix "\${pcfiledir}/${corun_pc_up}")
  set(corun_pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
  if(NOT IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
    set(corun_pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
  endif()
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/corun.pc.in
  ${CMAKE_CURRENT_BINARY_DIR}/corun.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/corun.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT corun)
