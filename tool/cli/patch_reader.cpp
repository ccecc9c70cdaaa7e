// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "patch_reader.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <optional>

using namespace llvm;

namespace coro_tidy {
namespace {

/// What git writes between quotes: the escapes of C.
std::string unquoted(StringRef Text) {
  std::string Out;
  Text.consume_front("\"");
  while (!Text.empty() && !Text.starts_with("\"")) {
    if (!Text.consume_front("\\")) {
      Out += Text.front();
      Text = Text.drop_front();
      continue;
    }
    unsigned Code = 0;
    StringRef Octal = Text.take_front(3).take_while(
        [](char C) { return C >= '0' && C < '8'; });
    if (!Octal.getAsInteger(8, Code)) {
      Out += static_cast<char>(Code);
      Text = Text.drop_front(Octal.size());
      continue;
    }
    constexpr StringLiteral Names = "abtnvfr", Values = "\a\b\t\n\v\f\r";
    size_t At = Text.empty() ? StringRef::npos : Names.find(Text.front());
    if (!Text.empty())
      Out += At == StringRef::npos ? Text.front() : Values[At];
    Text = Text.drop_front(!Text.empty());
  }
  return Out;
}

/// The path of a `---` or `+++` line; a time or a revision follows a tab.
std::string pathOf(StringRef Line) {
  return Line.starts_with("\"") ? unquoted(Line) : Line.split('\t').first.str();
}

/// The letter of a prefix such as `b/`; 0 if there is none.
char prefixOf(StringRef Path) {
  return Path.size() > 2 && Path[1] == '/' && isAlpha(Path[0]) ? Path[0] : 0;
}

constexpr StringLiteral NoFile = "/dev/null";

class PatchReader {
public:
  explicit PatchReader(MemoryBufferRef Patch)
      : Name(Patch.getBufferIdentifier()), Rest(Patch.getBuffer()) {}

  Expected<std::vector<PatchedFile>> read() {
    if (Rest.trim().empty())
      return std::vector<PatchedFile>(); // nothing has changed
    while (std::optional<StringRef> Line = next())
      if (Error E = line(*Line))
        return E;
    if (!IsPatch)
      return createStringError(Name + ": there is no unified diff in it; "
                                      "'git diff', 'hg diff', 'svn diff' and "
                                      "'diff -u' write one");
    erase_if(Files, [](const PatchedFile &F) { return F.Added.empty(); });
    return std::move(Files);
  }

private:
  std::optional<StringRef> next() {
    if (Rest.empty())
      return std::nullopt;
    StringRef Line;
    std::tie(Line, Rest) = Rest.split('\n');
    ++Number;
    return Line;
  }

  Error refuse(const Twine &Why) {
    return createStringError(Name + ":" + Twine(Number) + ": " + Why);
  }

  Error line(StringRef Line) {
    if (Line.starts_with("diff --cc ") ||
        Line.starts_with("diff --combined ") || Line.starts_with("@@@ "))
      return refuse("this is the combined diff of a merge; compare with one "
                    "commit, as in 'git diff main'");
    if (Line.starts_with("diff ") || Line.starts_with("Index: ") ||
        Line.starts_with("Only in ")) {
      IsPatch = true;
      InFile = IsNoText = false;
    } else if (Line.starts_with("index ") ||
               Line.starts_with("new file mode ")) {
      // Of a symbolic link or a submodule, git writes where it points to.
      StringRef Mode = Line.rtrim('\r');
      IsNoText |= Mode.ends_with(" 120000") || Mode.ends_with(" 160000");
    } else if (Line.starts_with("--- ") && Rest.starts_with("+++ ")) {
      StringRef Old = Line.drop_front(4).rtrim('\r');
      file(pathOf(Old), pathOf(next()->drop_front(4).rtrim('\r')));
    } else if (Line.starts_with("@@ ")) {
      return hunk(Line);
    }
    return Error::success();
  }

  void file(StringRef Old, StringRef New) {
    IsPatch = InFile = true;
    PatchedFile File;
    StringRef Stripped = New.split('/').second;
    char OldPrefix = prefixOf(Old), NewPrefix = prefixOf(New);
    // The letters differ: a/ and b/, or i/ and w/.
    bool HasPrefix =
        NewPrefix && OldPrefix != NewPrefix && (OldPrefix || Old == NoFile);
    File.Names.push_back((HasPrefix ? Stripped : New).str());
    if (StringRef Other = HasPrefix ? New : Stripped; !Other.empty())
      File.Names.push_back(Other.str());
    Files.push_back(std::move(File));
  }

  /// `-12,3`; the count is 1 if it is left out.
  static bool range(StringRef Text, char Sign, unsigned &First,
                    unsigned &Count) {
    if (!Text.consume_front(StringRef(&Sign, 1)))
      return false;
    auto [Begin, Size] = Text.split(',');
    Count = 1;
    return !Begin.getAsInteger(10, First) &&
           (!Text.contains(',') || !Size.getAsInteger(10, Count));
  }

  Error hunk(StringRef Line) {
    SmallVector<StringRef, 4> Words;
    Line.split(Words, ' ', /*MaxSplit=*/4);
    unsigned OldLine, OldLeft, NewLine, NewLeft;
    if (Words.size() < 4 || !range(Words[1], '-', OldLine, OldLeft) ||
        !range(Words[2], '+', NewLine, NewLeft) || Words[3].rtrim('\r') != "@@")
      return refuse("'@@ -line,count +line,count @@' expected");
    if (!InFile)
      return refuse("a hunk without the '---' and '+++' lines of its file");
    while (OldLeft || NewLeft) {
      std::optional<StringRef> Next = next();
      if (!Next)
        return refuse("the patch ends within a hunk");
      // Mailers take the space off an empty line.
      char Kind = Next->rtrim('\r').empty() ? ' ' : Next->front();
      if (Kind == '\\')
        continue;
      bool InOld = Kind == ' ' || Kind == '-',
           InNew = Kind == ' ' || Kind == '+';
      if ((!InOld && !InNew) || (InOld && !OldLeft) || (InNew && !NewLeft))
        return refuse("the hunk has other lines than its '@@' line says");
      if (Kind == '+' && !IsNoText)
        Files.back().Added.push_back({NewLine, Next->drop_front()});
      OldLeft -= InOld;
      NewLeft -= InNew;
      NewLine += InNew;
    }
    return Error::success();
  }

  StringRef Name, Rest;
  unsigned Number = 0;
  bool IsPatch = false, InFile = false, IsNoText = false;
  std::vector<PatchedFile> Files;
};

} // namespace

Expected<std::vector<PatchedFile>> readPatch(MemoryBufferRef Patch) {
  return PatchReader(Patch).read();
}

} // namespace coro_tidy
