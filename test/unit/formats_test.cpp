// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Output formats, for what no run of ours says: messages and paths with every
// odd character, findings without a place, all states of a baseline.

#include "tool/output/format.h"
#include "tool/output/places.h"
#include "tool/output/run_errors.h"
#include "tool/output/run_result.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <gtest/gtest.h>

using namespace coro_tidy;

namespace {

std::string written(llvm::StringRef Format, const RunResult &Result) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  findFormat(Format)->Create()->write(OS, Result);
  return Out;
}

ReportedFinding someFinding(std::string Message, std::string File,
                            std::string Line) {
  ReportedFinding Out;
  Out.Finding.Check = "coro-blocking-call";
  Out.Finding.Where = {File, File, 7, 3, 40, std::move(Line), 2, 5};
  Out.Finding.Message = std::move(Message);
  Out.Finding.Function = "n::operator<";
  Out.Finding.Fingerprint = "0123456789abcdef";
  return Out;
}

RunResult odd() {
  RunResult Out;
  Out.Folder = "/root dir";
  Out.Units = 1;
  Out.ExitCode = 1;
  Out.Findings.push_back(someFinding("<a> & \"b\"\n'c' %d\r\t{0} \x01",
                                     "/root dir/a:b,c#\xC3\xA4%\xFF.cpp",
                                     "  \xFF\xF0\x9D\x84\x9E\xC3\xA4x"));
  return Out;
}

/// A member of nested objects and arrays: `runs.0.results`.
const llvm::json::Value &at(const llvm::json::Value &From,
                            llvm::StringRef Path) {
  const llvm::json::Value *V = &From;
  for (llvm::StringRef Key : llvm::split(Path, '.')) {
    size_t Index = 0;
    V = Key.getAsInteger(10, Index) ? V->getAsObject()->get(Key)
                                    : &(*V->getAsArray())[Index];
    if (!V) {
      ADD_FAILURE() << "no " << Key.str() << " of " << Path.str();
      return From;
    }
  }
  return *V;
}

llvm::json::Value parsed(llvm::StringRef Format, const RunResult &Result) {
  auto Out = llvm::json::parse(written(Format, Result));
  if (Out)
    return std::move(*Out);
  ADD_FAILURE() << llvm::toString(Out.takeError());
  return nullptr;
}

std::string textAt(const llvm::json::Value &From, llvm::StringRef Path) {
  return at(From, Path).getAsString().value_or("no text").str();
}

TEST(Formats, AreFoundByName) {
  EXPECT_EQ(allFormats().front()->Name, "text");
  for (const FormatInfo *F : allFormats())
    EXPECT_EQ(findFormat(F->Name), F);
  EXPECT_EQ(findFormat("tex"), nullptr);
}

TEST(Formats, JsonIsUtf8) {
  llvm::json::Value J = parsed("json", odd());
  EXPECT_EQ(textAt(J, "findings.0.message"), "<a> & \"b\"\n'c' %d\r\t{0} \x01");
  EXPECT_EQ(textAt(J, "findings.0.place.file"),
            "a:b,c#\xC3\xA4%\xEF\xBF\xBD.cpp");
  EXPECT_EQ(textAt(J, "findings.0.place.source"),
            "  \xEF\xBF\xBD\xF0\x9D\x84\x9E\xC3\xA4x");
}

TEST(Formats, SarifEscapesUrisAndPlaceholders) {
  llvm::json::Value J = parsed("sarif", odd());
  EXPECT_EQ(textAt(J, "runs.0.originalUriBaseIds.SRCROOT.uri"),
            "file:///root%20dir/");
  EXPECT_EQ(textAt(J, "runs.0.results.0.message.text"),
            "<a> & \"b\"\n'c' %d\r\t{{0}} \x01");
  const llvm::json::Value &Where =
      at(J, "runs.0.results.0.locations.0.physicalLocation");
  EXPECT_EQ(textAt(Where, "artifactLocation.uri"),
            "a%3Ab%2Cc%23%C3%A4%25%FF.cpp");
  EXPECT_EQ(textAt(Where, "artifactLocation.uriBaseId"), "SRCROOT");
  // The byte that is no text and the first byte of the clef are underlined.
  EXPECT_EQ(at(Where, "region.startColumn"), 3);
}

TEST(Formats, SarifUrisOutsideTheFolderAreAbsolute) {
  RunResult R = odd();
  R.Findings[0].Finding.Where.File = "/root dirt/x.h";
  llvm::json::Value J = parsed("sarif", R);
  const llvm::json::Value &Where =
      at(J, "runs.0.results.0.locations.0.physicalLocation.artifactLocation");
  EXPECT_EQ(Where, llvm::json::Value(llvm::json::Object(
                       {{"uri", "file:///root%20dirt/x.h"}})));
}

TEST(Formats, GithubEscapesCommands) {
  EXPECT_EQ(written("github", odd()),
            "::warning file=a%3Ab%2Cc#\xC3\xA4%25\xEF\xBF\xBD.cpp,line=7,"
            "endLine=7,col=3,endColumn=5,title=coro-blocking-call::"
            "<a> & \"b\"%0A'c' %25d%0D\t{0} \x01\n");
}

TEST(Formats, JunitHasOnlyCharactersOfXml) {
  std::string Out = written("junit", odd());
  EXPECT_NE(Out.find("message=\"&lt;a&gt; &amp; &quot;b&quot;&#10;'c' %d&#13;"
                     "&#9;{0} \xEF\xBF\xBD\""),
            std::string::npos)
      << Out;
  EXPECT_NE(Out.find("<testsuite name=\"a:b,c#\xC3\xA4%\xEF\xBF\xBD.cpp\""),
            std::string::npos)
      << Out;
  EXPECT_NE(Out.find("name=\"coro-blocking-call in n::operator&lt;\""),
            std::string::npos)
      << Out;
  EXPECT_TRUE(llvm::json::isUTF8(Out));
}

TEST(Formats, FindingsMayHaveNoPlace) {
  RunResult R = odd();
  R.Findings[0].Finding.Where = {};
  R.Findings[0].Finding.Message = "m";
  EXPECT_EQ(written("text", R), "warning: m [coro-blocking-call]\n");
  EXPECT_EQ(written("github", R), "::warning title=coro-blocking-call::m\n");
  EXPECT_EQ(at(parsed("json", R), "findings.0").getAsObject()->get("place"),
            nullptr);
  EXPECT_EQ(at(parsed("sarif", R), "runs.0.results.0.locations"),
            llvm::json::Value(llvm::json::Array()));
  llvm::json::Value Gitlab = parsed("gitlab", R);
  EXPECT_EQ(textAt(Gitlab, "0.location.path"), ".");
  EXPECT_EQ(at(Gitlab, "0.location.lines.begin"), 1);
  EXPECT_EQ(written("junit", R),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"coro-tidy\" tests=\"1\" failures=\"1\" "
            "errors=\"0\">\n"
            "  <testsuite name=\"coro-tidy\" tests=\"1\" failures=\"1\" "
            "errors=\"0\">\n"
            "    <testcase classname=\"coro-tidy\" name=\"coro-blocking-call "
            "in n::operator&lt;\">\n"
            "      <failure type=\"coro-blocking-call\" message=\"m\">warning: "
            "m [coro-blocking-call]\n"
            "</failure>\n"
            "    </testcase>\n"
            "  </testsuite>\n"
            "</testsuites>\n");
}

TEST(Formats, ListWhatTheBaselineKnowsOnlyWhereItCanBeMarked) {
  RunResult R;
  for (BaselineState State :
       {BaselineState::New, BaselineState::Unchanged, BaselineState::Absent}) {
    R.Findings.push_back(someFinding("m", "/a.cpp", "  f();"));
    R.Findings.back().Baseline = State;
  }
  llvm::json::Value Sarif = parsed("sarif", R);
  EXPECT_EQ(textAt(Sarif, "runs.0.results.0.baselineState"), "new");
  EXPECT_EQ(textAt(Sarif, "runs.0.results.1.baselineState"), "unchanged");
  EXPECT_EQ(textAt(Sarif, "runs.0.results.2.baselineState"), "absent");
  EXPECT_EQ(at(Sarif, "runs.0.results.0.suppressions"),
            llvm::json::Value(llvm::json::Array()));
  EXPECT_EQ(textAt(Sarif, "runs.0.results.1.suppressions.0.kind"), "external");
  llvm::json::Value Json = parsed("json", R);
  EXPECT_EQ(textAt(Json, "findings.0.baseline"), "new");
  EXPECT_EQ(textAt(Json, "findings.1.baseline"), "unchanged");
  EXPECT_EQ(textAt(Json, "findings.2.baseline"), "absent");
  EXPECT_EQ(parsed("gitlab", R).getAsArray()->size(), 1u);
  EXPECT_EQ(llvm::StringRef(written("github", R)).count('\n'), 1u);
  EXPECT_EQ(llvm::StringRef(written("junit", R)).count("<testcase"), 1u);
  EXPECT_EQ(llvm::StringRef(written("text", R)).count("warning:"), 1u);
}

TEST(Formats, TellOfAnInterruption) {
  RunResult R;
  R.WasInterrupted = true;
  R.ExitCode = 130;
  llvm::json::Value Sarif = parsed("sarif", R);
  EXPECT_EQ(at(Sarif, "runs.0.invocations.0.executionSuccessful"), false);
  EXPECT_EQ(at(Sarif, "runs.0.invocations.0.exitCode"), 130);
  EXPECT_EQ(textAt(Sarif, "runs.0.invocations.0.toolExecutionNotifications.0."
                          "message.text"),
            "the run was interrupted; findings are missing");
  EXPECT_EQ(at(parsed("json", R), "interrupted"), true);
  EXPECT_EQ(textAt(parsed("gitlab", R), "0.description"),
            "the run was interrupted; findings are missing");
  EXPECT_EQ(written("github", R),
            "::error title=interrupted::the run was interrupted; findings are "
            "missing\n");
  EXPECT_NE(written("junit", R).find("<error type=\"interrupted\""),
            std::string::npos);
}

TEST(Formats, GitlabsFingerprintsAreUnique) {
  RunResult R = odd();
  R.Findings.push_back(R.Findings[0]);
  R.Findings.push_back(R.Findings[0]);
  llvm::json::Value J = parsed("gitlab", R);
  EXPECT_EQ(textAt(J, "0.fingerprint"), "0123456789abcdef");
  EXPECT_EQ(textAt(J, "1.fingerprint"), "0123456789abcdef-2");
  EXPECT_EQ(textAt(J, "2.fingerprint"), "0123456789abcdef-3");
}

TEST(Columns, AreCountedInUtf16CodeUnits) {
  EXPECT_EQ(utf16Column("abc", 1), 1u);
  EXPECT_EQ(utf16Column("abc", 4), 4u);
  EXPECT_EQ(utf16Column("\xC3\xA4x", 3), 2u);         // a-umlaut
  EXPECT_EQ(utf16Column("\xF0\x9D\x84\x9Ex", 5), 3u); // a clef: two units
  EXPECT_EQ(utf16Column("\xFF\xFFx", 3), 3u);         // no text: one each
}

TEST(Columns, EndWithTheRangeOrTheToken) {
  Place P;
  P.Line = 1;
  P.Column = 3;
  EXPECT_EQ(endColumn(P), 0u);
  P.LineText = "  name_1(x)";
  EXPECT_EQ(endColumn(P), 9u);
  P.RangeFirst = 0;
  P.RangeLast = 2; // it ends before the place
  EXPECT_EQ(endColumn(P), 9u);
  P.RangeLast = 11;
  EXPECT_EQ(endColumn(P), 12u);
  P.RangeLast = 0;
  P.Column = 9;
  EXPECT_EQ(endColumn(P), 10u);
  P.Column = 12; // at the end of the line
  EXPECT_EQ(endColumn(P), 12u);
}

TEST(Errors, AreTakenApart) {
  std::vector<std::string> Errors =
      splitErrors("In file included from /a.cpp:1:\n"
                  "\x1b[1m/b.h:2:5: \x1b[0m\x1b[0;1;31merror: \x1b[0mfirst: x\n"
                  "    2 | int error: 3;\n"
                  "/b.h:1:1: note: there\n"
                  "/a.cpp:3:4: fatal error: second\n"
                  "error: /c.cpp: third\n"
                  "error: fourth\n"
                  "note: 5 more errors in this translation unit\n");
  ASSERT_EQ(Errors.size(), 4u);
  EXPECT_EQ(Errors[0], "In file included from /a.cpp:1:\n"
                       "/b.h:2:5: error: first: x\n"
                       "    2 | int error: 3;\n"
                       "/b.h:1:1: note: there\n");
  RunError First = parseError(Errors[0]);
  EXPECT_EQ(First.File, "/b.h");
  EXPECT_EQ(First.Line, 2u);
  EXPECT_EQ(First.Column, 5u);
  EXPECT_EQ(First.Message, "first: x");
  EXPECT_EQ(parseError(Errors[1]).Message, "second");
  RunError Third = parseError(Errors[2]);
  EXPECT_EQ(Third.File, "/c.cpp");
  EXPECT_EQ(Third.Line, 0u);
  EXPECT_EQ(Third.Message, "third");
  EXPECT_EQ(Errors[3], "error: fourth\n"
                       "note: 5 more errors in this translation unit\n");
  EXPECT_EQ(parseError(Errors[3]).File, "");
  EXPECT_EQ(parseError(Errors[3]).Message, "fourth");
  EXPECT_EQ(parseError("no error\n").Message, "no error");
  EXPECT_EQ(splitErrors("odd\x1b[").front(), "odd\n");
}

} // namespace
