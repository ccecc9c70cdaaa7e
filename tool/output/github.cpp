// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Commands that GitHub Actions reads from a step's output, and shows as
// annotations of the changed lines.

#include "format.h"
#include "places.h"
#include "run_errors.h"

using namespace llvm;

namespace coro_tidy {
namespace {

std::string escaped(StringRef Text, bool IsProperty) {
  std::string Out;
  for (char C : utf8(Text))
    if (C == '%')
      Out += "%25";
    else if (C == '\r')
      Out += "%0D";
    else if (C == '\n')
      Out += "%0A";
    else if (C == ':' && IsProperty)
      Out += "%3A";
    else if (C == ',' && IsProperty)
      Out += "%2C";
    else
      Out += C;
  return Out;
}

class GithubFormat : public Format {
public:
  void write(raw_ostream &OS, const RunResult &Result) override {
    for (const std::string &Printed : Result.Errors) {
      RunError E = parseError(Printed);
      command(OS, "error", E.place(), "compiler error", E.Message, Result);
    }
    if (Result.WasInterrupted)
      command(OS, "error", {}, "interrupted", RunResult::InterruptionText,
              Result);
    for (const ReportedFinding &F : Result.Findings)
      if (F.isShown())
        command(OS, severityName(F.Finding), F.Finding.Where, F.Finding.Check,
                messageWithNotes(F.Finding, Result.Folder), Result);
  }

private:
  static void command(raw_ostream &OS, StringRef Kind, const Place &P,
                      StringRef Title, StringRef Message,
                      const RunResult &Result) {
    OS << "::" << Kind << " ";
    if (!P.File.empty())
      OS << "file="
         << escaped(repositoryPath(P.File, Result, "GITHUB_WORKSPACE"), true)
         << ",";
    if (P.Line) {
      OS << "line=" << P.Line << ",endLine=" << P.Line << ",";
      if (unsigned End = endColumn(P))
        OS << "col=" << utf16Column(P.LineText, P.Column)
           << ",endColumn=" << utf16Column(P.LineText, End) << ",";
    }
    OS << "title=" << escaped(Title, true) << "::" << escaped(Message, false)
       << "\n";
  }
};

} // namespace

extern const FormatInfo GithubFormatInfo;
const FormatInfo GithubFormatInfo = {
    "github", "annotations, from the output of a GitHub Actions step",
    create<GithubFormat>};

} // namespace coro_tidy
