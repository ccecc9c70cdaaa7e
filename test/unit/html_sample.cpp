// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes sources, and report.html on findings in them, into a folder:
//   html-sample <folder>            one of every kind
//   html-sample <folder> <count>    so many, ten a file

#include "tool/output/format.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;
using namespace coro_tidy;

static const char Server[] = R"(#include "config.h"

/* Everything that a client
   may ask for. */
task<void> app::serve(request r) {
  auto c = load_config();
  co_await answer(r, c);
}

task<int> app::status(pool &p) {
  task<int> count = count_clients(p);
  if (p.empty()) { // nobody is there
    co_return 0;
  }
  co_return co_await std::move(count);
}

config load_config() {
  return parse(read_all("server.conf"));
}

task<void> app::stop() {
  save_state();
  co_return;
}
)";

static const char Config[] = R"(#include <fstream>

// The whole file's text.
std::string read_all(const char *path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}
)";

static const char Hostile[] =
    "const char *page = \"</script><script>window.pwned = 1</script>\";\n"
    "task<void> evil() { <!-- <b>bold</b> &amp; \xff\xfe \xe6\xbc\xa2 poke();\n"
    "\tpoke(); // a tab\n"
    "}\n";

namespace {

class Sample {
public:
  explicit Sample(StringRef Folder) { Result.Folder = Folder.str(); }

  void source(StringRef Name, StringRef Text) {
    std::error_code Why = sys::fs::create_directories(Result.Folder + "/src");
    raw_fd_ostream OS(path(Name), Why);
    OS << Text;
  }

  /// Where \p Word stands first in \p Text, after \p After.
  Place place(StringRef Name, StringRef Text, StringRef Word,
              StringRef After = "") {
    Place P;
    P.File = P.RealFile = path(Name);
    P.Offset = Text.find(Word, Text.find(After));
    size_t Start = Text.take_front(P.Offset).rfind('\n') + 1;
    P.Line = Text.take_front(P.Offset).count('\n') + 1;
    P.Column = P.Offset - Start + 1;
    P.LineText = Text.substr(Start).split('\n').first.str();
    P.RangeFirst = P.Column - 1;
    P.RangeLast = P.RangeFirst + Word.size();
    return P;
  }

  PlacedFinding &add(StringRef Check, StringRef Function, Place Where,
                     StringRef Message,
                     BaselineState Baseline = BaselineState::None,
                     bool IsSuppressed = false) {
    ReportedFinding &R = Result.Findings.emplace_back();
    R.Baseline = Baseline;
    R.IsSuppressed = IsSuppressed;
    PlacedFinding &F = R.Finding;
    F.Check = Check.str();
    F.Function = Function.str();
    F.Message = Message.str();
    F.Where = std::move(Where);
    F.Fingerprint = fingerprint(F);
    return F;
  }

  static void insert(PlacedFinding &F, StringRef Text, unsigned Offset,
                     unsigned Length, StringRef New) {
    F.Fixes.push_back(
        {F.Where.RealFile, Offset, Length, New.str(), xxh3_64bits(Text)});
  }

  RunResult Result;

private:
  std::string path(StringRef Name) const {
    return Result.Folder + "/src/" + Name.str();
  }
};

} // namespace

static void addChains(Sample &S) {
  PlacedFinding &F = S.add(
      "coro-blocking-call", "app::serve",
      S.place("server.cpp", Server, "load_config()"),
      "'load_config' blocks the thread: it does file I/O in 'std::ifstream'",
      BaselineState::New);
  F.Calls = {"'load_config'", "'read_all'", "'std::ifstream'"};
  F.Notes = {{S.place("server.cpp", Server, "read_all"),
              "'load_config' calls 'read_all' here"},
             {S.place("config.cpp", Config, "in(path)"),
              "'read_all' calls 'std::ifstream' here, which blocks"}};
  PlacedFinding &Nested =
      S.add("coro-nested-run", "app::stop",
            S.place("server.cpp", Server, "save_state()"),
            "'save_state' waits for tasks in 'run'", BaselineState::New);
  Nested.IsError = true;
  Nested.Sure = Confidence::Likely;
  Nested.Calls = {"'save_state'", "'run'"};
  // In a file that is not there: only the line is known.
  Place Gone = S.place("gone.cpp", "void save_state() { run(save()); }", "run");
  Nested.Notes = {{Gone, "'save_state' calls 'run' here"}};
}

static void addPath(Sample &S) {
  PlacedFinding &F = S.add(
      "coro-unawaited-task", "app::status",
      S.place("server.cpp", Server, "count", "task<int> count"),
      "'count' holds a lazy task that is not awaited on every path; there, the "
      "body of 'count_clients' never runs",
      BaselineState::New);
  F.Notes = {{S.place("server.cpp", Server, "p.empty()"),
              "the use is skipped when this condition is true"},
             {S.place("server.cpp", Server, "co_return 0"),
              "the task is destroyed here"}};
  F.Notes.insert(F.Notes.begin() + 1,
                 {S.place("server.cpp", Server, "app::status"),
                  "first, this is called", /*IsEarlier=*/true});
  StringRef Text = Server;
  Sample::insert(F, Text, Text.find("count_clients"), 0, "co_await ");
  Sample::insert(F, Text, Text.find("task<int> count"), 9, "int");
  Sample::insert(F, Text, Text.find("co_await std::move"), 25, "count");
}

static void addHostile(Sample &S) {
  S.add("coro-unawaited-task", "<script>window.pwned = 2</script>",
        S.place("hostile.cpp", Hostile, "page"),
        "<img src=x onerror=\"window.pwned = 3\"></script>",
        BaselineState::New);
  S.add("coro-unawaited-task", "evil",
        S.place("hostile.cpp", Hostile, "poke()"),
        "not UTF-8: \xff, and a line separator: \xe2\x80\xa8",
        BaselineState::New);
  // A file that has changed since: its text is not shown.
  Place Stale = S.place("hostile.cpp", Hostile, "poke()", "\t");
  Stale.File = Stale.RealFile = S.Result.Folder + "/src/stale.cpp";
  PlacedFinding &F = S.add("coro-unawaited-task", "evil", Stale,
                           "'poke' returns a lazy task", BaselineState::New);
  Sample::insert(F, Hostile, Stale.Offset, 0, "co_await ");
}

static void addStates(Sample &S) {
  Place Where = S.place("config.cpp", Config, "in(path)");
  S.add("coro-blocking-call", "read_all", Where, "a known one",
        BaselineState::Unchanged);
  S.add("coro-exit", "read_all", Where, "found no more", BaselineState::Absent);
  S.add("coro-exit", "read_all", Where, "suppressed by a comment",
        BaselineState::New, /*IsSuppressed=*/true);
  PlacedFinding &F =
      S.add("coro-await-in-loop", "", Place(), "nowhere", BaselineState::New);
  F.Sure = Confidence::Possible;
}

static void addMany(Sample &S, unsigned Count) {
  for (unsigned File = 0; File * 10 < Count; ++File) {
    std::string Name = formatv("part{0:d3}.cpp", File), Text;
    for (unsigned I = 0; I < 10; ++I)
      Text += formatv("task<void> f{0}() {{\n  auto kept = g({0});\n\n  "
                      "// ...\n  co_return;\n}\n\n",
                      I);
    S.source(Name, Text);
    for (unsigned I = 0; I < 10 && File * 10 + I < Count; ++I) {
      Place P = S.place(Name, Text, "kept", formatv("f{0}()", I).str());
      PlacedFinding &F =
          S.add(I % 3 ? "coro-unawaited-task" : "coro-blocking-call",
                formatv("f{0}", I).str(), P,
                formatv("'kept' is number {0} of file {1}", I, File).str());
      F.Notes = {{P, "made here"}};
    }
  }
}

int main(int Count, const char **Arguments) {
  if (Count < 2) {
    errs() << "usage: html-sample <folder> [count]\n";
    return 2;
  }
  SmallString<256> Folder(Arguments[1]);
  if (sys::fs::make_absolute(Folder))
    return 2;
  Sample S{Folder};
  S.Result.Units = 7;
  if (Count > 2) {
    addMany(S, std::stoul(Arguments[2]));
  } else {
    S.source("server.cpp", Server);
    S.source("config.cpp", Config);
    S.source("hostile.cpp", Hostile);
    S.source("stale.cpp", "// nothing like it was\n\n\n\n");
    addChains(S);
    addPath(S);
    addHostile(S);
    addStates(S);
    S.Result.Errors = {"broken.cpp:1:9: <b>error</b>: unknown\n"};
    S.Result.Broken = S.Result.Failed = 1;
    S.Result.WasInterrupted = true;
  }
  std::error_code Why;
  raw_fd_ostream OS((S.Result.Folder + "/report.html"), Why);
  if (Why)
    return 2;
  findFormat("html")->Create()->write(OS, S.Result);
  return 0;
}
