// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report.h"

#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA1.h"
#include "llvm/Support/xxhash.h"

using namespace clang;

namespace coro_tidy {

std::string absolutePath(FileID File, const SourceManager &SM) {
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  if (!Entry)
    return "";
  llvm::SmallString<256> Path(Entry->getName());
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

namespace {

/// Places of one AST. Asks the file system once a file.
class Placer {
public:
  explicit Placer(const ASTContext &Ctx)
      : Ctx(Ctx), SM(Ctx.getSourceManager()) {}

  Place place(SourceLocation Loc, SourceRange Range);
  PlacedFix place(const FixItHint &Hint);
  PlacedFinding place(const Finding &F);

private:
  struct Paths {
    std::string Found, Real;
    std::optional<uint64_t> Hash;
  };
  Paths &paths(FileID File);

  const ASTContext &Ctx;
  const SourceManager &SM;
  llvm::DenseMap<FileID, Paths> Known;
};

} // namespace

Placer::Paths &Placer::paths(FileID File) {
  auto [It, New] = Known.try_emplace(File);
  if (New) {
    It->second.Found = absolutePath(File, SM);
    llvm::SmallString<256> Real;
    It->second.Real = llvm::sys::fs::real_path(It->second.Found, Real)
                          ? It->second.Found
                          : std::string(Real);
  }
  return It->second;
}

Place Placer::place(SourceLocation Loc, SourceRange Range) {
  Place Out;
  Loc = SM.getFileLoc(Loc);
  PresumedLoc Presumed = SM.getPresumedLoc(Loc, /*UseLineDirectives=*/false);
  if (Presumed.isInvalid())
    return Out;
  Out.File = paths(SM.getFileID(Loc)).Found;
  Out.RealFile = paths(SM.getFileID(Loc)).Real;
  if (Out.File.empty())
    Out.File = Presumed.getFilename();
  Out.Line = Presumed.getLine();
  Out.Column = Presumed.getColumn();
  auto [File, Offset] = SM.getDecomposedLoc(Loc);
  Out.Offset = Offset;
  llvm::StringRef Text = SM.getBufferData(File);
  size_t Start = Offset - (Out.Column - 1);
  Out.LineText = Text.substr(Start)
                     .take_until([](char C) { return C == '\n' || C == '\r'; })
                     .str();
  if (Range.isValid()) {
    auto [FirstFile, First] =
        SM.getDecomposedLoc(SM.getFileLoc(Range.getBegin()));
    auto [LastFile, Last] = SM.getDecomposedLoc(SM.getFileLoc(Range.getEnd()));
    Last += Lexer::MeasureTokenLength(SM.getFileLoc(Range.getEnd()), SM,
                                      Ctx.getLangOpts());
    if (FirstFile == File && LastFile == File && First >= Start &&
        First < Start + Out.LineText.size() && Last > First) {
      Out.RangeFirst = First - Start;
      Out.RangeLast = std::min<size_t>(Last - Start, Out.LineText.size());
    }
  }
  return Out;
}

PlacedFix Placer::place(const FixItHint &Hint) {
  CharSourceRange Range =
      Lexer::makeFileCharRange(Hint.RemoveRange, SM, Ctx.getLangOpts());
  auto [File, Offset] = SM.getDecomposedLoc(Range.getBegin());
  PlacedFix Out;
  Out.Offset = Offset;
  Out.Length = SM.getFileOffset(Range.getEnd()) - Offset;
  Out.Text = Hint.CodeToInsert;
  Paths &Of = paths(File);
  Out.File = Of.Real;
  if (!Of.Hash)
    Of.Hash = llvm::xxh3_64bits(SM.getBufferData(File));
  Out.Hash = *Of.Hash;
  return Out;
}

PlacedFinding Placer::place(const Finding &F) {
  PlacedFinding Out;
  Out.Check = F.Check.str();
  Out.Sure = F.Sure;
  Out.Where = place(F.Loc, F.Range);
  Out.Message = F.Message;
  Out.Function = F.Function;
  Out.IsSuppressed = F.IsSuppressed;
  for (const Note &N : F.Notes)
    Out.Notes.push_back({place(N.Loc, {}), N.Message, N.IsEarlier});
  for (const FixItHint &Hint : F.FixIts)
    Out.Fixes.push_back(place(Hint));
  return Out;
}

std::string fingerprint(const PlacedFinding &F) {
  llvm::SHA1 Hash;
  auto Add = [&](llvm::StringRef Part) {
    Hash.update(Part);
    Hash.update(llvm::StringRef("\0", 1));
  };
  Add(F.Check);
  Add(F.Function);
  Add(F.Message);
  std::string Line;
  for (char C : F.Where.LineText)
    if (!isWhitespace(C))
      Line += C;
  Add(Line);
  std::array<uint8_t, 20> Digest = Hash.final();
  return llvm::toHex(llvm::ArrayRef<uint8_t>(Digest).take_front(8),
                     /*LowerCase=*/true);
}

TUReport makeReport(TUAnalysis Analysis, const ASTContext &Ctx,
                    llvm::function_ref<bool(llvm::StringRef)> AsErrors) {
  const SourceManager &SM = Ctx.getSourceManager();
  TUReport Out;
  Out.File = absolutePath(SM.getMainFileID(), SM);
  Placer Places(Ctx);
  for (const Finding &F : Analysis.Findings) {
    PlacedFinding Placed = Places.place(F);
    Placed.IsError = AsErrors(F.Check);
    if (F.Open) {
      Out.Open.push_back({std::move(Placed), *F.Open});
      continue;
    }
    Placed.Fingerprint = fingerprint(Placed);
    Out.Findings.push_back(std::move(Placed));
  }
  Out.Facts = std::move(Analysis.Facts);
  return Out;
}

} // namespace coro_tidy
