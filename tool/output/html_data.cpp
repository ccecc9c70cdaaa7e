// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "html_data.h"

#include "html_source.h"
#include "places.h"

#include "checks/check.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

#include <set>

using namespace llvm;

namespace coro_tidy {

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
          J.value(utf8(Error));
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
      J.attributeObject(utf8(Name), [&] {
        if (const CheckInfo *C = findCheck(Name))
          J.attribute("summary", C->Summary);
        J.attribute("doc", utf8(checkDocumentation(Name)));
      });
  }

  void write(const ReportedFinding &R) {
    const PlacedFinding &F = R.Finding;
    J.object([&] {
      J.attribute("id", utf8(F.Fingerprint));
      J.attribute("check", utf8(F.Check));
      J.attribute("message", utf8(F.Message));
      J.attribute("function", utf8(F.Function));
      J.attribute("severity", severityName(F));
      J.attribute("confidence", confidenceName(F.Sure));
      J.attribute("baseline", baselineName(R.Baseline));
      J.attribute("suppressed", R.IsSuppressed);
      J.attribute("at", count_if(F.Notes, [](const PlacedNote &N) {
                    return N.IsEarlier;
                  }));
      J.attributeArray("steps", [&] {
        forEachStep(
            F, [&](const Place &P, StringRef Message) { write(P, Message); });
      });
      J.attributeArray("calls", [&] {
        for (StringRef Name : F.Calls)
          J.value(utf8(Name));
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
      if (unsigned End = endColumn(P))
        J.attributeArray("mark", [&] {
          unsigned Start =
              P.RangeFirst < P.RangeLast ? P.RangeFirst + 1 : P.Column;
          J.value(utf16Column(P.LineText, Start) - 1);
          J.value(utf16Column(P.LineText, End) - 1);
        });
      J.attribute("message", utf8(Message));
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
