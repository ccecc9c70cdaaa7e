// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// SARIF 2.1.0, the format of code scanning services. Comments name its
// sections. No times and no machine names, so that the same input gives the
// same bytes.

#include "format.h"
#include "places.h"
#include "run_errors.h"
#include "sarif_rules.h"
#include "text.h"
#include "text_positions.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

#include <map>

using namespace llvm;

namespace coro_tidy {
namespace {

/// All but RFC 3986's unreserved characters are escaped, so that a colon in a
/// relative path is no scheme.
std::string uriPath(StringRef Path) {
  std::string Out;
  for (unsigned char C : Path)
    if (isAlnum(C) || StringRef("-._~/").contains(C))
      Out += C;
    else
      Out += "%" + toHex(StringRef(reinterpret_cast<char *>(&C), 1));
  return Out;
}

/// 3.11.5
std::string withoutPlaceholders(StringRef Text) {
  std::string Out;
  for (char C : utf8(Text)) {
    Out += C;
    if (C == '{' || C == '}')
      Out += C;
  }
  return Out;
}

class Writer {
public:
  Writer(raw_ostream &OS, const RunResult &Result)
      : J(OS, /*IndentSize=*/2), Result(Result) {}

  void log() {
    J.object([&] {
      J.attribute("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/"
                             "errata01/os/schemas/sarif-schema-2.1.0.json");
      J.attribute("version", "2.1.0");
      J.attributeArray("runs", [&] { J.object([&] { run(); }); });
    });
    J.flush();
  }

private:
  void run() {
    J.attributeObject("tool", [&] {
      J.attributeObject("driver", [&] {
        J.attribute("name", "coro-tidy");
        J.attribute("semanticVersion", CORO_TIDY_VERSION);
        J.attributeBegin("rules");
        writeSarifRules(J);
        J.attributeEnd();
      });
    });
    J.attribute("columnKind", "utf16CodeUnits");
    if (!Result.Folder.empty())
      J.attributeObject("originalUriBaseIds",
                        [&] { J.attributeObject("SRCROOT", [&] { root(); }); });
    J.attributeArray("invocations", [&] { J.object([&] { invocation(); }); });
    J.attributeArray("results", [&] {
      for (const ReportedFinding &F : Result.Findings)
        J.object([&] { result(F); });
    });
  }

  void root() {
    StringRef Folder = StringRef(Result.Folder).rtrim('/');
    J.attribute("uri", "file://" + uriPath(Folder) + "/");
  }

  void message(StringRef Text) {
    J.attributeObject("message",
                      [&] { J.attribute("text", withoutPlaceholders(Text)); });
  }

  // 3.20
  void invocation() {
    J.attribute("executionSuccessful",
                !Result.Broken && !Result.Failed && !Result.WasInterrupted);
    J.attribute("exitCode", Result.ExitCode);
    if (!Result.Folder.empty())
      J.attributeObject("workingDirectory", [&] { root(); });
    J.attributeArray("toolExecutionNotifications", [&] {
      for (const std::string &Error : Result.Errors)
        J.object([&] { notification(Error); });
      if (Result.WasInterrupted)
        J.object([&] {
          J.attribute("level", "error");
          message(RunResult::InterruptionText);
        });
    });
  }

  void notification(StringRef Printed) {
    RunError E = parseError(Printed);
    J.attribute("level", "error");
    message(E.Message);
    if (!E.File.empty())
      J.attributeArray("locations",
                       [&] { J.object([&] { location(E.place(), "", ""); }); });
  }

  // 3.27
  void result(const ReportedFinding &Reported) {
    const PlacedFinding &F = Reported.Finding;
    J.attribute("ruleId", utf8(F.Check));
    if (auto Index = sarifRuleIndex(F.Check))
      J.attribute("ruleIndex", *Index);
    J.attribute("level", severityName(F));
    message(F.Message);
    J.attributeArray("locations", [&] {
      if (!F.Where.File.empty())
        J.object([&] { location(F.Where, F.Function, ""); });
    });
    J.attributeObject("partialFingerprints", [&] {
      J.attribute("coroTidyFingerprint/v1", utf8(F.Fingerprint));
    });
    if (Reported.Baseline != BaselineState::None)
      J.attribute("baselineState", baselineName(Reported.Baseline));
    suppressions(Reported);
    if (!F.Notes.empty())
      path(F);
    fixes(F);
    J.attributeObject("properties", [&] {
      J.attribute("confidence", confidenceName(F.Sure));
    });
  }

  /// 3.27.23: an empty array says that there is none.
  void suppressions(const ReportedFinding &Reported) {
    J.attributeArray("suppressions", [&] {
      auto Add = [&](StringRef Kind, StringRef Why) {
        J.object([&] {
          J.attribute("kind", Kind);
          J.attribute("justification", Why);
        });
      };
      if (Reported.IsSuppressed)
        Add("inSource", "a NOLINT comment");
      if (Reported.Baseline == BaselineState::Unchanged)
        Add("external", "in the baseline");
    });
  }

  // 3.36
  void path(const PlacedFinding &F) {
    auto Step = [&](const Place &P, StringRef Text) {
      J.object([&] {
        J.attributeObject("location", [&] { location(P, "", Text); });
      });
    };
    J.attributeArray("codeFlows", [&] {
      J.object([&] {
        J.attributeArray("threadFlows", [&] {
          J.object([&] {
            J.attributeArray("locations", [&] { forEachStep(F, Step); });
          });
        });
      });
    });
    J.attributeArray("relatedLocations", [&] {
      for (const PlacedNote &N : F.Notes)
        J.object([&] { location(N.Where, "", N.Message); });
    });
  }

  // 3.28
  void location(const Place &P, StringRef Function, StringRef Text) {
    if (!P.File.empty())
      J.attributeObject("physicalLocation", [&] {
        artifact(P.File);
        if (P.Line)
          region(P);
      });
    if (!Function.empty())
      J.attributeArray("logicalLocations", [&] {
        J.object([&] {
          J.attribute("fullyQualifiedName", utf8(Function));
          J.attribute("kind", "function");
        });
      });
    if (!Text.empty())
      message(Text);
  }

  // 3.4
  void artifact(StringRef Path) {
    StringRef Relative = shownPath(Path, StringRef(Result.Folder).rtrim('/'));
    bool IsBelow = Relative.size() < Path.size();
    bool IsAbsolute = !IsBelow && Path.starts_with("/");
    J.attributeObject("artifactLocation", [&] {
      J.attribute("uri", (IsAbsolute ? "file://" : "") + uriPath(Relative));
      if (IsBelow)
        J.attribute("uriBaseId", "SRCROOT");
    });
  }

  // 3.30
  void region(const Place &P) {
    unsigned End = endColumn(P);
    StringRef Line = P.LineText;
    J.attributeObject("region", [&] {
      J.attribute("startLine", P.Line);
      if (!End)
        return;
      J.attribute("startColumn", utf16Column(Line, P.Column));
      J.attribute("endColumn", utf16Column(Line, End));
      snippet(Line.slice(P.Column - 1, End - 1));
    });
    if (End)
      J.attributeObject("contextRegion", [&] {
        J.attribute("startLine", P.Line);
        snippet(Line);
      });
  }

  void snippet(StringRef Text) {
    J.attributeObject("snippet", [&] { J.attribute("text", utf8(Text)); });
  }

  /// 3.55: all edits of the fix, or none.
  void fixes(const PlacedFinding &F) {
    std::map<StringRef, std::vector<const PlacedFix *>> ByFile;
    for (const PlacedFix &Fix : F.Fixes) {
      if (!Positions.range(Fix))
        return;
      // As the compiler found it: below the working directory if possible.
      ByFile[Fix.File == F.Where.RealFile ? F.Where.File : Fix.File].push_back(
          &Fix);
    }
    if (ByFile.empty())
      return;
    auto Changes = [&] {
      for (auto &[File, Edits] : ByFile)
        J.object([&, File = File, &Edits = Edits] {
          artifact(File);
          J.attributeArray("replacements", [&] {
            for (const PlacedFix *Edit : Edits)
              J.object([&] { replacement(*Edit); });
          });
        });
    };
    J.attributeArray("fixes", [&] {
      J.object([&] { J.attributeArray("artifactChanges", Changes); });
    });
  }

  // 3.57
  void replacement(const PlacedFix &Fix) {
    auto [First, Last] = *Positions.range(Fix);
    J.attributeObject("deletedRegion", [&, First = First, Last = Last] {
      J.attribute("startLine", First.Line);
      J.attribute("startColumn", First.Column);
      J.attribute("endLine", Last.Line);
      J.attribute("endColumn", Last.Column);
    });
    J.attributeObject("insertedContent",
                      [&] { J.attribute("text", utf8(Fix.Text)); });
  }

  json::OStream J;
  const RunResult &Result;
  TextPositions Positions;
};

class SarifFormat : public Format {
public:
  void write(raw_ostream &OS, const RunResult &Result) override {
    Writer(OS, Result).log();
    OS << "\n";
  }
};

} // namespace

extern const FormatInfo SarifFormatInfo;
const FormatInfo SarifFormatInfo = {
    "sarif", "SARIF 2.1.0, for code scanning services", create<SarifFormat>};

} // namespace coro_tidy
