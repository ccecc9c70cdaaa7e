// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file system that remembers what it was asked.

#ifndef CORO_TIDY_TOOL_RUN_RECORDING_FILE_SYSTEM_H
#define CORO_TIDY_TOOL_RUN_RECORDING_FILE_SYSTEM_H

#include "inputs.h"

#include "llvm/Support/VirtualFileSystem.h"

namespace coro_tidy {

/// The real file system, with a working directory of its own. Everything that
/// is looked for, found or not, goes to \p Out, which must outlive it. \p
/// States is asked for a file's stamp before the file is read.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
recordingFileSystem(Inputs &Out, FileStates &States);

} // namespace coro_tidy

#endif
