// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Our own JSON: docs/output.md describes it.

#include "format.h"
#include "places.h"
#include "run_errors.h"
#include "text.h"

#include "llvm/Support/JSON.h"

using namespace llvm;

namespace coro_tidy {
namespace {

/// To be raised when something is taken out, or means something else; not when
/// something is added.
constexpr int SchemaVersion = 1;

class Writer {
public:
  Writer(raw_ostream &OS, const RunResult &Result)
      : J(OS, /*IndentSize=*/2), Result(Result) {}

  void run() {
    J.object([&] {
      J.attribute("schema", "coro-tidy-findings");
      J.attribute("version", SchemaVersion);
      J.attributeObject("tool", [&] {
        J.attribute("name", "coro-tidy");
        J.attribute("version", CORO_TIDY_VERSION);
      });
      text("folder", Result.Folder);
      J.attributeObject("units", [&] {
        J.attribute("total", Result.Units);
        J.attribute("broken", Result.Broken);
        J.attribute("failed", Result.Failed);
      });
      J.attribute("interrupted", Result.WasInterrupted);
      J.attribute("exitCode", Result.ExitCode);
      J.attributeArray("findings", [&] {
        for (const ReportedFinding &F : Result.Findings)
          J.object([&] { finding(F); });
      });
      J.attributeArray("errors", [&] {
        for (const std::string &Error : Result.Errors)
          J.object([&] { error(Error); });
      });
    });
    J.flush();
  }

private:
  void text(StringRef Key, StringRef Value) { J.attribute(Key, utf8(Value)); }

  void file(StringRef Path) {
    text("file", shownPath(Path, Result.Folder));
    text("path", Path);
  }

  void place(const Place &P) {
    if (P.File.empty())
      return;
    J.attributeObject("place", [&] {
      file(P.File);
      if (!P.Line)
        return;
      J.attribute("line", P.Line);
      J.attribute("column", P.Column);
      if (unsigned End = endColumn(P)) {
        J.attribute("endLine", P.Line);
        J.attribute("endColumn", End);
        text("source", P.LineText);
      }
    });
  }

  void finding(const ReportedFinding &Reported) {
    const PlacedFinding &F = Reported.Finding;
    text("check", F.Check);
    text("severity", severityName(F));
    text("confidence", confidenceName(F.Sure));
    text("message", F.Message);
    text("function", F.Function);
    text("fingerprint", F.Fingerprint);
    J.attribute("suppressed", Reported.IsSuppressed);
    text("baseline", baselineName(Reported.Baseline));
    place(F.Where);
    J.attributeArray("notes", [&] {
      for (const PlacedNote &N : F.Notes)
        J.object([&] {
          text("message", N.Message);
          J.attribute("earlier", N.IsEarlier);
          place(N.Where);
        });
    });
    J.attributeArray("fixes", [&] {
      for (const PlacedFix &Fix : F.Fixes)
        J.object([&] {
          file(Fix.File);
          J.attribute("offset", Fix.Offset);
          J.attribute("length", Fix.Length);
          text("text", Fix.Text);
        });
    });
  }

  void error(StringRef Printed) {
    RunError E = parseError(Printed);
    text("message", E.Message);
    text("text", Printed);
    place(E.place());
  }

  json::OStream J;
  const RunResult &Result;
};

class JsonFormat : public Format {
public:
  void write(raw_ostream &OS, const RunResult &Result) override {
    Writer(OS, Result).run();
    OS << "\n";
  }
};

} // namespace

extern const FormatInfo JsonFormatInfo;
const FormatInfo JsonFormatInfo = {
    "json", "everything, for scripts (docs/output.md)", create<JsonFormat>};

} // namespace coro_tidy
