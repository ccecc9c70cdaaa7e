# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Makes the header <header>, in which the files are an array of string literals.
# Usage: embed(<header> <name of the array> <file>...)
function(embed out array)
  add_custom_command(
    OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${CMAKE_CURRENT_BINARY_DIR}/${out} -DARRAY=${array}
            "-DFILES=${ARGN}" -P ${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake
    DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/cmake/EmbedFiles.cmake
    VERBATIM)
endfunction()
