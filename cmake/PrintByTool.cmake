# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Writes what a program prints to a file.
# Usage: cmake -DTOOL=program -DOPTION=--x -DOUT=file -P PrintByTool.cmake
get_filename_component(folder ${OUT} DIRECTORY)
file(MAKE_DIRECTORY ${folder})
# LLVM keeps what it made to the end; that is no leak of ours.
set(ENV{ASAN_OPTIONS} detect_leaks=0)
execute_process(COMMAND ${TOOL} ${OPTION} OUTPUT_FILE ${OUT} COMMAND_ERROR_IS_FATAL ANY)
