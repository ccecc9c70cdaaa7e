// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The Code Quality report of GitLab CI.

#include "format.h"
#include "places.h"
#include "run_errors.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace coro_tidy {
namespace {

StringRef severity(const PlacedFinding &F) {
  if (F.IsError)
    return "critical";
  switch (F.Sure) {
  case Confidence::Certain:
    return "major";
  case Confidence::Likely:
    return "minor";
  case Confidence::Possible:
    return "info";
  }
  llvm_unreachable("unknown confidence");
}

class Writer {
public:
  Writer(raw_ostream &OS, const RunResult &Result)
      : J(OS, /*IndentSize=*/2), Result(Result) {}

  void run() {
    J.array([&] {
      for (const std::string &Printed : Result.Errors)
        error(Printed);
      if (Result.WasInterrupted)
        entry(RunResult::InterruptionText, "interrupted", "interrupted",
              "blocker", "", 0);
      for (const ReportedFinding &F : Result.Findings)
        if (F.isShown())
          entry("[" + F.Finding.Check + "] " + F.Finding.Message,
                F.Finding.Check, F.Finding.Fingerprint, severity(F.Finding),
                F.Finding.Where.File, F.Finding.Where.Line);
    });
    J.flush();
  }

private:
  void error(StringRef Printed) {
    RunError E = parseError(Printed);
    // Without its line, as a finding's.
    std::string Key = repositoryPath(E.File, Result, Root) + '\0' + E.Message;
    entry(E.Message, "compiler-error",
          utohexstr(xxh3_64bits(Key), /*LowerCase=*/true), "blocker", E.File,
          E.Line);
  }

  void entry(StringRef Message, StringRef Check, StringRef Fingerprint,
             StringRef Severity, StringRef File, unsigned Line) {
    J.object([&] {
      J.attribute("description", utf8(Message));
      J.attribute("check_name", utf8(Check));
      J.attribute("fingerprint", unique(utf8(Fingerprint)));
      J.attribute("severity", Severity);
      J.attributeObject("location", [&] {
        J.attribute("path", File.empty()
                                ? "."
                                : utf8(repositoryPath(File, Result, Root)));
        J.attributeObject("lines",
                          [&] { J.attribute("begin", std::max(Line, 1u)); });
      });
    });
  }

  /// Two findings that look alike have one fingerprint; GitLab would show one.
  std::string unique(const std::string &Fingerprint) {
    unsigned N = ++Seen[Fingerprint];
    return N == 1 ? Fingerprint : Fingerprint + "-" + utostr(N);
  }

  static constexpr StringLiteral Root = "CI_PROJECT_DIR";
  json::OStream J;
  const RunResult &Result;
  StringMap<unsigned> Seen;
};

class GitlabFormat : public Format {
public:
  void write(raw_ostream &OS, const RunResult &Result) override {
    Writer(OS, Result).run();
    OS << "\n";
  }
};

} // namespace

extern const FormatInfo GitlabFormatInfo;
const FormatInfo GitlabFormatInfo = {"gitlab", "GitLab's Code Quality report",
                                     create<GitlabFormat>};

} // namespace coro_tidy
