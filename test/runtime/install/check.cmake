# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# cmake -DCASE=... -DSOURCE=... -DBUILD=... -DSCRATCH=... -DGENERATOR=...
#   -DCXX=... -DFLAGS=... -DLAUNCHER=... -P check.cmake
#
# Uses corun as a user would. Each case works in a folder of its own below
# SCRATCH; install() moves the prefix afterwards, so that a path that was burnt
# in is missed.
cmake_policy(VERSION 3.25)
set(here ${CMAKE_CURRENT_LIST_DIR})
set(work ${SCRATCH}/${CASE})
set(moved ${SCRATCH}/moved)
set(ENV{DESTDIR}) # of a packager, who runs the tests
set(options -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${CXX}
  -DCMAKE_CXX_FLAGS=${FLAGS} -DCMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER}
  -DCMAKE_BUILD_TYPE=Debug)
file(REMOVE_RECURSE ${work})

# run(command...): sets output. Fails if the command does.
function(run)
  execute_process(COMMAND ${ARGN} OUTPUT_VARIABLE out ERROR_VARIABLE out
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}\n${out}\nexit status: ${result}")
  endif()
  set(output "${out}" PARENT_SCOPE)
endfunction()

function(expect text)
  if(NOT output MATCHES "${text}")
    message(FATAL_ERROR "'${text}' is not in:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# install(build folder, prefix in the end)
function(install build prefix)
  file(REMOVE_RECURSE ${prefix} ${prefix}.first)
  run(${CMAKE_COMMAND} --install ${build} --prefix ${prefix}.first)
  file(GLOB_RECURSE files LIST_DIRECTORIES FALSE RELATIVE ${prefix}.first
    ${prefix}.first/*)
  foreach(file IN LISTS files)
    if(NOT file MATCHES "^(include/corun/|lib[^/]*/|bin/coro-tidy$|share/man/man1/coro-tidy[.]1$)" AND
        NOT file MATCHES "^share/(bash-completion/completions/|zsh/site-functions/_|fish/vendor_completions[.]d/)coro-tidy([.]fish)?$")
      message(FATAL_ERROR "installed, and nobody knows why: ${file}")
    endif()
  endforeach()
  file(RENAME ${prefix}.first ${prefix})
endfunction()

# consume(prefix, components...)
function(consume prefix)
  run(${CMAKE_COMMAND} -S ${here}/consumer -B ${work}/consumer ${options}
    -DCMAKE_PREFIX_PATH=${prefix} "-DCOMPONENTS=${ARGN}"
    -DCMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
  run(${CMAKE_COMMAND} --build ${work}/consumer)
  run(${work}/consumer/consumer)
  expect("^consumed\n$")
endfunction()

# build_and_consume(source folder, options...): configures, builds, installs,
# moves and uses it.
function(build_and_consume source)
  run(${CMAKE_COMMAND} -S ${source} -B ${work}/build ${options} ${ARGN})
  run(${CMAKE_COMMAND} --build ${work}/build)
  install(${work}/build ${work}/prefix)
  file(REMOVE_RECURSE ${work}/build)
  consume(${work}/prefix corun)
endfunction()

# inside_parent(options...)
function(inside_parent)
  run(${CMAKE_COMMAND} -S ${here}/parent -B ${work}/build ${options} ${ARGN})
  run(${CMAKE_COMMAND} --build ${work}/build)
  run(${work}/build/programs/corun-tests)
  expect("^consumed\n$")
  run(${CMAKE_CTEST_COMMAND} --test-dir ${work}/build -N)
  expect("Total Tests: 1\n")
  run(${CMAKE_COMMAND} --install ${work}/build --prefix ${work}/prefix)
  file(GLOB_RECURSE files LIST_DIRECTORIES FALSE RELATIVE ${work}/prefix
    ${work}/prefix/*)
  if(NOT files STREQUAL "bin/corun-tests")
    message(FATAL_ERROR "a parent's installation has more: ${files}")
  endif()
endfunction()

if(CASE STREQUAL "install")
  install(${BUILD} ${moved})
elseif(CASE STREQUAL "find_package")
  consume(${moved})
elseif(CASE STREQUAL "component_tool")
  if(EXISTS ${moved}/bin/coro-tidy)
    consume(${moved} corun tool)
  else()
    execute_process(COMMAND ${CMAKE_COMMAND} -S ${here}/consumer
      -B ${work}/consumer ${options} -DCMAKE_PREFIX_PATH=${moved}
      -DCOMPONENTS=tool OUTPUT_VARIABLE output ERROR_VARIABLE output
      RESULT_VARIABLE result)
    if(result EQUAL 0)
      message(FATAL_ERROR "found a tool that is not there")
    endif()
    expect("without the[ \n]+tool")
  endif()
elseif(CASE STREQUAL "pkg_config")
  file(GLOB pc ${moved}/lib*/pkgconfig/corun.pc ${moved}/lib*/*/pkgconfig/corun.pc)
  cmake_path(GET pc PARENT_PATH folder)
  set(ENV{PKG_CONFIG_PATH} ${folder})
  run(${PKG_CONFIG} --cflags --libs corun)
  string(STRIP "${output}" output)
  expect("-pthread")
  separate_arguments(from_pc UNIX_COMMAND "${output}")
  separate_arguments(flags UNIX_COMMAND "${FLAGS}")
  file(MAKE_DIRECTORY ${work})
  run(${CXX} -std=c++20 ${flags} ${here}/consumer/main.cpp ${from_pc}
    -o ${work}/consumer)
  run(${work}/consumer)
  expect("^consumed\n$")
  run(${PKG_CONFIG} --modversion corun)
  expect("^[0-9]+\\.[0-9]+\\.[0-9]+\n$")
elseif(CASE STREQUAL "runtime_alone")
  build_and_consume(${SOURCE}/runtime
    -DCORUN_BUILD_TESTS=OFF -DCORUN_BUILD_EXAMPLES=OFF)
elseif(CASE STREQUAL "without_llvm")
  build_and_consume(${SOURCE} -DCORO_TIDY_BUILD_TOOL=OFF
    -DCORO_TIDY_BUILD_TESTS=OFF -DCORO_TIDY_BUILD_EXAMPLES=OFF
    -DCMAKE_DISABLE_FIND_PACKAGE_LLVM=ON)
elseif(CASE STREQUAL "fetch_content")
  inside_parent(-DFETCH=ON -DFETCHCONTENT_SOURCE_DIR_CORO-TIDY=${SOURCE})
elseif(CASE STREQUAL "add_subdirectory")
  inside_parent(-DCORO_TIDY_SOURCE=${SOURCE} -DCORO_TIDY_BUILD_TOOL=OFF)
else()
  message(FATAL_ERROR "no such case: ${CASE}")
endif()
