// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The compiler flags that stand after `--`.

#ifndef CORO_TIDY_TOOL_CLI_FLAGS_H
#define CORO_TIDY_TOOL_CLI_FLAGS_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>
#include <vector>

namespace coro_tidy {

/// A database in which every file is compiled with the flags. They may be a
/// whole command, `clang++ -c file.cpp -o file.o`: then the compiler's name
/// says how the others are read, and if \p Files is empty it gets the files
/// that the command names.
llvm::Expected<std::unique_ptr<clang::tooling::CompilationDatabase>>
readFlags(llvm::ArrayRef<std::string> AfterDashes,
          std::vector<std::string> &Files);

} // namespace coro_tidy

#endif
