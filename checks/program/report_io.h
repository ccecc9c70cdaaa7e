// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// .ctr files: what `coro-tidy analyze` says of translation units, for
// `coro-tidy link`. The same reports give the same bytes.
//
// Layout: eight bytes that name the format; its version, 4 bytes; XXH3 of the
// content, 8 bytes; the size of the content, 8 bytes, all little endian; the
// content in MessagePack: a table of strings, then numbers that refer to it.

#ifndef CORO_TIDY_CHECKS_PROGRAM_REPORT_IO_H
#define CORO_TIDY_CHECKS_PROGRAM_REPORT_IO_H

#include "report.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/raw_ostream.h"

namespace coro_tidy {

/// To be raised with every change of what is written, or of what it means.
constexpr uint32_t ReportFormat = 2;

void writeReports(const std::vector<TUReport> &Reports, llvm::raw_ostream &OS);

/// One report, without what makes it a file.
void writeReport(const TUReport &Report, llvm::raw_ostream &OS);

/// The error names the file: it is none of ours, of another version, or
/// damaged.
llvm::Expected<std::vector<TUReport>> readReports(llvm::MemoryBufferRef File);

} // namespace coro_tidy

#endif
