// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "html_data.h"

#include "html_source.h"

#include "checks/check.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/JSON.h"

#include <set>

using namespace llvm;

namespace coro_tidy {

static StringRef nameOf(Confidence C) {
  switch (C) {
  case Confidence::Possible:
    return "possible";
  case Confidence::Likely:
    return "likely";
  case Confidence::Certain:
    return "certain";
  }
  llvm_unreachable("unknown confidence");
}

static StringRef nameOf(BaselineState S) {
  switch (S) {
  case BaselineState::None:
    return "none";
  case BaselineState::New:
    return "new";
  case BaselineState::Unchanged:
    return "unchanged";
  case BaselineState::Absent:
    return "absent";
  }
  llvm_unreachable("unknown baseline state");
}

/// Scripts count in UTF-16 code units, of the text as it is on the page.
static size_t utf16Column(StringRef Line, size_t Bytes) {
  size_t Units = 0;
  for (unsigned char C : json::fixUTF8(Line.take_front(Bytes)))
    Units += (C & 0xC0) == 0x80 ? 0 : C >= 0xF0 ? 2 : 1;
  return Units;
}

namespace {

class DataWriter {
public:
  DataWriter(raw_ostream &OS, const RunResult &Result)
      : J(OS), Result(Result) {}

  void write() {
    J.object([&] {
      J.attribute("units", Result.Units);
      J.attribute("broken", Result.Broken);
      J.attribute("failed", Result.Failed);
      J.attribute("interrupted", Result.WasInterrupted);
      J.attributeArray("errors", [&] {
        for (StringRef Error : Result.Errors)
          J.value(json::fixUTF8(Error));
      });
      J.attributeObject("checks", [&] { writeChecks(); });
      J.attributeArray("findings", [&] {
        for (const ReportedFinding &F : Result.Findings)
          write(F);
      });
      J.attributeBegin("files"); // now known
      Source.writeFiles(J, Result.Folder);
      J.attributeEnd();
    });
  }

private:
  void writeChecks() {
    std::set<StringRef> Names;
    for (const ReportedFinding &F : Result.Findings)
      Names.insert(F.Finding.Check);
    for (StringRef Name : Names)
      J.attributeObject(json::fixUTF8(Name), [&] {
        if (const CheckInfo *C = findCheck(Name))
          J.attribute("summary", C->Summary);
        J.attribute("doc", json::fixUTF8(checkDocumentation(Name)));
      });
  }

  void write(const ReportedFinding &R) {
    const PlacedFinding &F = R.Finding;
    J.object([&] {
      J.attribute("id", json::fixUTF8(F.Fingerprint));
      J.attribute("check", json::fixUTF8(F.Check));
      J.attribute("message", json::fixUTF8(F.Message));
      J.attribute("function", json::fixUTF8(F.Function));
      J.attribute("severity", F.IsError ? "error" : "warning");
      J.attribute("confidence", nameOf(F.Sure));
      J.attribute("baseline", nameOf(R.Baseline));
      J.attribute("suppressed", R.IsSuppressed);
      J.attributeArray("steps", [&] {
        write(F.Where, F.Message);
        for (const PlacedNote &N : F.Notes)
          write(N.Where, N.Message);
      });
      J.attributeArray("calls", [&] {
        for (StringRef Name : F.Calls)
          J.value(json::fixUTF8(Name));
      });
      J.attributeBegin("fix");
      Source.writeFix(J, F, Result.Folder);
      J.attributeEnd();
    });
  }

  void write(const Place &P, StringRef Message) {
    J.object([&] {
      J.attribute("file", Source.add(P));
      J.attribute("line", P.Line);
      J.attribute("column", P.Column);
      size_t At = P.Column ? P.Column - 1 : 0;
      bool HasRange = P.RangeFirst < P.RangeLast;
      J.attributeArray("mark", [&] {
        J.value(utf16Column(P.LineText, HasRange ? P.RangeFirst : At));
        J.value(utf16Column(P.LineText, HasRange ? P.RangeLast : At));
      });
      J.attribute("message", json::fixUTF8(Message));
    });
  }

  json::OStream J;
  const RunResult &Result;
  HtmlSource Source;
};

} // namespace

void writeHtmlData(raw_ostream &OS, const RunResult &Result) {
  DataWriter(OS, Result).write();
}

} // namespace coro_tidy
