// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// llvm::SMDiagnostic would do most of this, but shows no caret under a line
// that is not ASCII; clang's TextDiagnostic wants the TU to be alive.

#include "text.h"

#include "format.h"
#include "source_files.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Unicode.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace coro_tidy {

StringRef shownPath(StringRef Path, StringRef Folder) {
  StringRef Rest = Path;
  if (!Folder.empty() && Rest.consume_front(Folder) && Rest.consume_front("/"))
    return Rest;
  return Path;
}

std::string shownPlace(const Place &P, StringRef Folder) {
  return (shownPath(P.File, Folder) + ":" + Twine(P.Line) + ":" +
          Twine(P.Column))
      .str();
}

namespace {

/// A source line as a terminal shows it, with the column of each byte.
class ShownLine {
public:
  explicit ShownLine(StringRef Line) {
    for (size_t At = 0; At < Line.size();) {
      size_t Size = 1;
      while (At + Size < Line.size() && (Line[At + Size] & 0xC0) == 0x80)
        ++Size;
      append(Line.substr(At, Size));
      At += Size;
    }
  }

  StringRef text() const { return Text; }
  unsigned column(size_t Byte) const {
    return Byte < Columns.size() ? Columns[Byte] : Width;
  }

private:
  static constexpr unsigned TabStop = 8;

  void append(StringRef Character) {
    Columns.append(Character.size(), Width);
    if (Character == "\t") {
      unsigned Spaces = TabStop - Width % TabStop;
      Text.append(Spaces, ' ');
      Width += Spaces;
      return;
    }
    int Cells = sys::unicode::columnWidthUTF8(Character);
    if (Cells < 0) { // no text: a terminal could do anything with it
      Text += '?';
      ++Width;
      return;
    }
    Text += Character;
    Width += Cells;
  }

  std::string Text;
  SmallVector<unsigned, 128> Columns;
  unsigned Width = 0;
};

class Printer {
public:
  Printer(raw_ostream &OS, StringRef Folder, bool Color)
      : OS(OS), Folder(Folder),
        Mode(Color ? ColorMode::Enable : ColorMode::Disable) {}

  void print(const Place &P, StringRef Kind, raw_ostream::Colors KindColor,
             StringRef Message, ArrayRef<PlacedFix> Fixes) {
    if (P.Line)
      bold() << shownPlace(P, Folder) << ": ";
    WithColor(OS, KindColor, /*Bold=*/true, /*BG=*/false, Mode).get()
        << Kind << ": ";
    (Kind == "note" ? OS : bold().get()) << Message;
    OS << "\n";
    if (P.Line && !P.LineText.empty())
      printLine(P, Fixes);
  }

private:
  WithColor bold() {
    return WithColor(OS, raw_ostream::SAVEDCOLOR, /*Bold=*/true, /*BG=*/false,
                     Mode);
  }

  void printLine(const Place &P, ArrayRef<PlacedFix> Fixes) {
    ShownLine Line(P.LineText);
    OS << Line.text() << "\n";
    WithColor(OS, raw_ostream::GREEN, /*Bold=*/true, /*BG=*/false, Mode).get()
        << caretLine(P, Line);
    OS << "\n";
    std::string Inserted = fixLine(P, Line, Fixes);
    if (Inserted.empty())
      return;
    WithColor(OS, raw_ostream::GREEN, /*Bold=*/false, /*BG=*/false, Mode).get()
        << Inserted;
    OS << "\n";
  }

  static std::string caretLine(const Place &P, const ShownLine &Line) {
    unsigned Caret = Line.column(P.Column - 1);
    unsigned First = Line.column(P.RangeFirst), Last = Line.column(P.RangeLast);
    std::string Out(std::max(Caret + 1, Last), ' ');
    for (unsigned I = First; I < Last; ++I)
      Out[I] = '~';
    Out[Caret] = '^';
    return Out;
  }

  /// What the fixes put into the line itself, under where they put it.
  static std::string fixLine(const Place &P, const ShownLine &Line,
                             ArrayRef<PlacedFix> Fixes) {
    std::string Out;
    unsigned Start = P.Offset - (P.Column - 1), Width = 0;
    for (const PlacedFix &Fix : Fixes) {
      if (Fix.File != P.RealFile || Fix.Offset < Start ||
          Fix.Offset + Fix.Length > Start + P.LineText.size() ||
          StringRef(Fix.Text).contains('\n'))
        continue;
      unsigned At = Line.column(Fix.Offset - Start);
      if (At < Width) // side by side, as clang shows them
        At = Width + 1;
      Out.append(At - Width, ' ');
      Out += Fix.Text;
      Width = At + std::max(0, sys::unicode::columnWidthUTF8(Fix.Text));
    }
    return StringRef(Out).rtrim().str();
  }

  raw_ostream &OS;
  StringRef Folder;
  ColorMode Mode;
};

/// The lines of files, each read once.
class Lines {
public:
  StringRef get(StringRef File, unsigned Line) {
    auto [It, New] = ByFile.try_emplace(File);
    if (New)
      if (auto Text = Source.read(File))
        Text->split(It->second, '\n');
    ArrayRef<StringRef> Known = It->second;
    return Line <= Known.size() ? Known[Line - 1].rtrim('\r') : "";
  }

private:
  SourceFiles Source;
  StringMap<SmallVector<StringRef, 0>> ByFile;
};

} // namespace

void addLines(std::vector<PlacedFinding> &Findings) {
  Lines Source;
  for (PlacedFinding &F : Findings)
    for (PlacedNote &N : F.Notes)
      if (N.Where.Line && N.Where.LineText.empty())
        N.Where.LineText = Source.get(N.Where.File, N.Where.Line).str();
}

void printFinding(raw_ostream &OS, const PlacedFinding &F, StringRef Folder,
                  bool Color) {
  Printer Out(OS, Folder, Color);
  std::string Message = F.Message + " [" + F.Check;
  if (F.IsError)
    Message += ",-warnings-as-errors";
  Message += "]";
  Out.print(F.Where, F.IsError ? "error" : "warning",
            F.IsError ? raw_ostream::RED : raw_ostream::MAGENTA, Message,
            F.Fixes);
  for (const PlacedNote &N : F.Notes)
    Out.print(N.Where, "note", raw_ostream::CYAN, N.Message, {});
}

namespace {

class TextFormat : public Format {
public:
  void write(raw_ostream &OS, const RunResult &Result) override {
    bool Color = WithColor::defaultAutoDetectFunction()(OS);
    for (const ReportedFinding &F : Result.Findings)
      if (F.isShown())
        printFinding(OS, F.Finding, Result.Folder, Color);
  }
};

} // namespace

extern const FormatInfo TextFormatInfo;
const FormatInfo TextFormatInfo = {
    "text", "as compilers print their diagnostics", create<TextFormat>};

} // namespace coro_tidy
