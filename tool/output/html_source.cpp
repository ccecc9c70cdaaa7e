// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "html_source.h"

#include "places.h"
#include "text.h"

#include "checks/facts/stable_sort.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace coro_tidy {

/// Lines shown before and after the one that something was found in.
static constexpr unsigned Context = 4;

size_t HtmlSource::add(const Place &P) {
  auto It = Files.try_emplace(P.File).first;
  if (P.Line) {
    std::string &Text = It->second[P.Line];
    if (Text.empty())
      Text = P.LineText;
  }
  return It - Files.begin();
}

static SmallVector<StringRef, 0> linesOf(StringRef Text) {
  SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n');
  for (StringRef &Line : Lines)
    Line = Line.rtrim('\r');
  return Lines;
}

/// A file that has changed since it was analysed would show the finding at the
/// wrong code: then only the lines that came with the findings are shown.
HtmlSource::KnownLines HtmlSource::shownLines(StringRef File,
                                              const KnownLines &Known) {
  auto Text = Source.read(File);
  if (!Text)
    return Known;
  SmallVector<StringRef, 0> Lines = linesOf(*Text);
  if (Lines.back().empty()) // after the last line's end
    Lines.pop_back();
  bool IsSame = all_of(Known, [&](const auto &Entry) {
    const auto &[Line, Said] = Entry;
    return Line <= Lines.size() && (Said.empty() || Lines[Line - 1] == Said);
  });
  if (!IsSame)
    return Known;
  KnownLines Shown;
  for (const auto &[Line, Said] : Known) {
    unsigned Last = std::min<size_t>(Line + Context, Lines.size());
    for (unsigned L = Line > Context ? Line - Context : 1; L <= Last; ++L)
      Shown[L] = Lines[L - 1].str();
  }
  return Shown;
}

void HtmlSource::writeFiles(json::OStream &J, StringRef Folder) {
  J.array([&] {
    for (const auto &[File, Known] : Files)
      J.object([&] {
        J.attribute("path", utf8(shownPath(File, Folder)));
        KnownLines Shown = shownLines(File, Known);
        J.attributeArray("parts", [&] {
          for (auto It = Shown.begin(); It != Shown.end();)
            J.array([&] {
              unsigned Next = It->first;
              J.value(Next);
              J.array([&] {
                for (; It != Shown.end() && It->first == Next; ++It, ++Next)
                  J.value(utf8(It->second));
              });
            });
        });
      });
  });
}

namespace {

/// Text that edits belong to: a file's, or a line of it.
struct Original {
  StringRef Text;
  size_t Offset = 0; ///< of Text in the file
  size_t Line = 1;   ///< that Text begins with

  bool holds(const PlacedFix &Edit) const {
    return Edit.Offset >= Offset &&
           Edit.Offset + Edit.Length <= Offset + Text.size();
  }
};

/// Whole lines, edited.
class Hunk {
public:
  /// Begins with the line of \p Offset.
  Hunk(StringRef Text, size_t Offset)
      : Text(Text), Start(Text.take_front(Offset).rfind('\n') + 1), At(Start),
        End(lineEnd(Offset)) {}

  /// Whether an edit there is of these lines, or of the next one.
  bool reaches(size_t Offset) const { return Offset <= End + 1; }
  /// Edits come in order; what overlaps an earlier one is left out.
  void add(size_t Offset, const PlacedFix &Edit) {
    if (Offset < At)
      return;
    New += Text.slice(At, Offset);
    New += Edit.Text;
    At = Offset + Edit.Length;
    End = lineEnd(At);
  }
  void write(json::OStream &J, StringRef Path, size_t FirstLine) const {
    auto Lines = [&](StringRef Name, StringRef Of) {
      J.attributeArray(Name, [&] {
        for (StringRef Line : linesOf(Of))
          J.value(utf8(Line));
      });
    };
    J.object([&] {
      J.attribute("path", utf8(Path));
      J.attribute("line", FirstLine + Text.take_front(Start).count('\n'));
      Lines("old", Text.slice(Start, End));
      Lines("new", New + Text.slice(At, End).str());
    });
  }

private:
  size_t lineEnd(size_t Offset) const {
    return std::min(Text.find('\n', Offset), Text.size());
  }

  StringRef Text;
  size_t Start;
  size_t At; ///< the first byte that is not in New
  size_t End;
  std::string New;
};

} // namespace

static std::vector<Hunk> hunksOf(const Original &Of,
                                 ArrayRef<const PlacedFix *> Edits) {
  std::vector<Hunk> Out;
  for (const PlacedFix *Edit : Edits) {
    size_t Offset = Edit->Offset - Of.Offset;
    if (Out.empty() || !Out.back().reaches(Offset))
      Out.emplace_back(Of.Text, Offset);
    Out.back().add(Offset, *Edit);
  }
  return Out;
}

void HtmlSource::writeFix(json::OStream &J, const PlacedFinding &F,
                          StringRef Folder) {
  std::map<StringRef, std::vector<const PlacedFix *>> ByFile;
  for (const PlacedFix &Edit : F.Fixes)
    ByFile[Edit.File].push_back(&Edit);
  J.array([&] {
    for (auto &[File, Edits] : ByFile) {
      stableSort(Edits, [](const PlacedFix *A, const PlacedFix *B) {
        return A->Offset < B->Offset;
      });
      Original Of;
      if (auto Text = Source.textFor(*Edits.front()))
        Of.Text = *Text;
      else if (File == F.Where.RealFile)
        Of = {F.Where.LineText, F.Where.Offset - (F.Where.Column - 1),
              F.Where.Line};
      if (!all_of(Edits, [&](const PlacedFix *E) { return Of.holds(*E); }))
        continue;
      StringRef Path = File == F.Where.RealFile ? F.Where.File : File;
      for (const Hunk &H : hunksOf(Of, Edits))
        H.write(J, shownPath(Path, Folder), Of.Line);
    }
  });
}

} // namespace coro_tidy
