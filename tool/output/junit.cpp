// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// JUnit's XML, as Jenkins, GitLab and others read it: a suite for each file,
// a failed test for each finding.

#include "format.h"
#include "places.h"
#include "run_errors.h"
#include "text.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/ConvertUTF.h"

#include <map>

using namespace llvm;

namespace coro_tidy {
namespace {

/// XML 1.0 has no way to write the others.
bool isXmlCharacter(UTF32 C) {
  return C == '\t' || C == '\n' || C == '\r' || (C >= 0x20 && C < 0xD800) ||
         (C >= 0xE000 && C <= 0xFFFD) || (C >= 0x10000 && C <= 0x10FFFF);
}

void escape(raw_ostream &OS, StringRef Character, bool IsAttribute) {
  switch (char C = Character.front()) {
  case '&':
    OS << "&amp;";
    return;
  case '<':
    OS << "&lt;";
    return;
  case '>':
    OS << "&gt;";
    return;
  case '"':
    OS << "&quot;";
    return;
  case '\t': // in an attribute, a parser takes them for spaces
  case '\n':
  case '\r':
    if (IsAttribute || C == '\r')
      OS << "&#" << static_cast<int>(C) << ";";
    else
      OS << C;
    return;
  default:
    OS << Character;
  }
}

std::string escaped(StringRef Text, bool IsAttribute) {
  std::string Valid = utf8(Text), Out;
  raw_string_ostream OS(Out);
  const auto *At = reinterpret_cast<const UTF8 *>(Valid.data());
  const UTF8 *End = At + Valid.size();
  while (At < End) {
    const UTF8 *Start = At;
    UTF32 C = 0;
    if (convertUTF8Sequence(&At, End, &C, lenientConversion) != conversionOK)
      break;
    if (isXmlCharacter(C))
      escape(OS, Valid.substr(Start - End + Valid.size(), At - Start),
             IsAttribute);
    else
      OS << "\xEF\xBF\xBD"; // U+FFFD
  }
  return Out;
}

std::string xml(StringRef Text) { return escaped(Text, /*IsAttribute=*/true); }
std::string xmlText(StringRef Text) {
  return escaped(Text, /*IsAttribute=*/false);
}

struct TestCase {
  std::string Name;
  StringRef Kind; ///< the element: failure, error; empty if it passed
  std::string Type, Message, Text;
  unsigned Line = 0;
};

struct Counts {
  size_t Tests = 0, Failures = 0, Errors = 0;

  void add(const TestCase &Case) {
    ++Tests;
    Failures += Case.Kind == "failure";
    Errors += Case.Kind == "error";
  }
};

raw_ostream &operator<<(raw_ostream &OS, const Counts &C) {
  return OS << "tests=\"" << C.Tests << "\" failures=\"" << C.Failures
            << "\" errors=\"" << C.Errors << "\"";
}

void writeCase(raw_ostream &OS, StringRef Suite, const TestCase &Case) {
  OS << "    <testcase classname=\"" << xml(Suite) << "\" name=\""
     << xml(Case.Name) << "\"";
  if (Case.Line)
    OS << " file=\"" << xml(Suite) << "\" line=\"" << Case.Line << "\"";
  if (Case.Kind.empty()) {
    OS << "/>\n";
    return;
  }
  OS << ">\n      <" << Case.Kind << " type=\"" << xml(Case.Type)
     << "\" message=\"" << xml(Case.Message) << "\">" << xmlText(Case.Text)
     << "</" << Case.Kind << ">\n    </testcase>\n";
}

class JunitFormat : public Format {
public:
  void write(raw_ostream &OS, const RunResult &Result) override {
    gather(Result);
    Counts Total;
    for (auto &[Suite, Cases] : Suites)
      for_each(Cases, [&](const TestCase &Case) { Total.add(Case); });
    OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
       << "<testsuites name=\"coro-tidy\" " << Total << ">\n";
    for (auto &[Suite, Cases] : Suites) {
      Counts Own;
      for_each(Cases, [&](const TestCase &Case) { Own.add(Case); });
      OS << "  <testsuite name=\"" << xml(Suite) << "\" " << Own << ">\n";
      for (const TestCase &Case : Cases)
        writeCase(OS, Suite, Case);
      OS << "  </testsuite>\n";
    }
    OS << "</testsuites>\n";
  }

private:
  void gather(const RunResult &Result) {
    for (const std::string &Printed : Result.Errors) {
      RunError E = parseError(Printed);
      add(shownPath(E.File, Result.Folder),
          {"compiler error", "error", "compiler-error", E.Message, Printed,
           E.Line});
    }
    for (const ReportedFinding &F : Result.Findings)
      if (F.isShown())
        finding(F.Finding, Result.Folder);
    if (Result.WasInterrupted)
      add("", {"the whole run", "error", "interrupted",
               RunResult::InterruptionText.str(), "", 0});
    if (Suites.empty())
      add("", {"no findings", "", "", "", "", 0});
  }

  void finding(const PlacedFinding &F, StringRef Folder) {
    // Named by what stays when lines move, so that a test has a history.
    std::string Name = F.Check;
    if (!F.Function.empty())
      Name += " in " + F.Function;
    std::string Text;
    raw_string_ostream OS(Text);
    printFinding(OS, F, Folder, /*Color=*/false);
    add(shownPath(F.Where.File, Folder),
        {std::move(Name), "failure", F.Check, F.Message, Text, F.Where.Line});
  }

  void add(StringRef File, TestCase Case) {
    std::string Suite = File.empty() ? "coro-tidy" : File.str();
    unsigned N = ++Seen[Suite + '\0' + Case.Name];
    if (N > 1)
      Case.Name += " #" + utostr(N);
    Suites[Suite].push_back(std::move(Case));
  }

  std::map<std::string, std::vector<TestCase>> Suites;
  StringMap<unsigned> Seen;
};

} // namespace

extern const FormatInfo JunitFormatInfo;
const FormatInfo JunitFormatInfo = {
    "junit", "JUnit's XML, for Jenkins and other CI servers",
    create<JunitFormat>};

} // namespace coro_tidy
