# Finds LLVM and Clang 22 and sets up the target coro-tidy-llvm, which carries
# their include folders, flags and shared libraries.
set(_packages "llvm-22-dev libclang-22-dev libclang-cpp22-dev clang-22 llvm-22-tools")
# A bare "22" is refused by LLVM's version file.
find_package(LLVM 22.1 QUIET CONFIG)
if(NOT LLVM_FOUND)
  set(_found "")
  find_package(LLVM QUIET CONFIG)
  if(LLVM_FOUND)
    set(_found " (found LLVM ${LLVM_VERSION} in ${LLVM_DIR})")
  endif()
  message(FATAL_ERROR
    "coro-tidy needs LLVM 22.1${_found}. On Debian:\n"
    "  apt-get install ${_packages}\n"
    "then configure with -DLLVM_DIR=$(llvm-config-22 --cmakedir), or build only "
    "the runtime with -DCORO_TIDY_BUILD_TOOL=OFF.")
endif()
set(Clang_DIR ${LLVM_DIR}/../clang CACHE PATH "Folder of ClangConfig.cmake")
find_package(Clang QUIET CONFIG)
find_library(CORO_TIDY_CLANG_CPP clang-cpp HINTS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH)
find_library(CORO_TIDY_LLVM LLVM HINTS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH)
# The static parts of clang-tidy: NOLINT comments and .clang-tidy files. Their
# CMake targets would pull in the static clang libraries beside the shared one.
find_library(CORO_TIDY_CLANG_TIDY clangTidy HINTS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH)
find_library(CORO_TIDY_CLANG_TIDY_UTILS clangTidyUtils HINTS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH)
if(NOT Clang_FOUND OR NOT CORO_TIDY_CLANG_CPP OR NOT CORO_TIDY_LLVM OR NOT CORO_TIDY_CLANG_TIDY)
  message(FATAL_ERROR
    "LLVM ${LLVM_VERSION} is here (${LLVM_DIR}) but its clang libraries are not "
    "complete. On Debian:\n  apt-get install ${_packages}")
endif()
find_path(CORO_TIDY_CLANG_TIDY_INCLUDE clang-tidy/GlobList.h HINTS ${LLVM_INCLUDE_DIRS} NO_DEFAULT_PATH)

add_library(coro-tidy-llvm INTERFACE)
# After the compiler's own: where libc++abi-22-dev is installed, its cxxabi.h
# lies among LLVM's headers and does not fit libstdc++.
set(_include_dirs ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS} ${CORO_TIDY_CLANG_TIDY_INCLUDE})
list(REMOVE_DUPLICATES _include_dirs)
foreach(_dir IN LISTS _include_dirs)
  target_compile_options(coro-tidy-llvm INTERFACE "SHELL:-idirafter ${_dir}")
endforeach()
separate_arguments(_definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_options(coro-tidy-llvm INTERFACE -fno-rtti -fno-exceptions)
target_compile_definitions(coro-tidy-llvm INTERFACE __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS)
target_link_libraries(coro-tidy-llvm INTERFACE ${CORO_TIDY_CLANG_CPP} ${CORO_TIDY_LLVM})
# A compiler's own headers (stddef.h and the like), for the tool to parse with.
set(CORO_TIDY_RESOURCE_DIR ${LLVM_LIBRARY_DIR}/clang/${LLVM_VERSION_MAJOR})
