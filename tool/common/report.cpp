// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace coro_tidy {

static std::string absolutePath(FileID File, const SourceManager &SM) {
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  if (!Entry)
    return "";
  llvm::SmallString<256> Path(Entry->getName());
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

static std::string realPath(FileID File, const SourceManager &SM) {
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File);
  llvm::SmallString<256> Path;
  if (Entry && !llvm::sys::fs::real_path(absolutePath(File, SM), Path))
    return std::string(Path);
  return absolutePath(File, SM);
}

static Place placeOf(SourceLocation Loc, SourceRange Range,
                     const ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  Place Out;
  Loc = SM.getFileLoc(Loc);
  PresumedLoc Presumed = SM.getPresumedLoc(Loc, /*UseLineDirectives=*/false);
  if (Presumed.isInvalid())
    return Out;
  Out.File = absolutePath(SM.getFileID(Loc), SM);
  Out.RealFile = realPath(SM.getFileID(Loc), SM);
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

static PlacedFix placeFix(const FixItHint &Hint, const ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  CharSourceRange Range =
      Lexer::makeFileCharRange(Hint.RemoveRange, SM, Ctx.getLangOpts());
  auto [File, Offset] = SM.getDecomposedLoc(Range.getBegin());
  PlacedFix Out;
  Out.Offset = Offset;
  Out.Length = SM.getFileOffset(Range.getEnd()) - Offset;
  Out.Text = Hint.CodeToInsert;
  Out.File = realPath(File, SM);
  return Out;
}

PlacedFinding place(const Finding &F, const ASTContext &Ctx) {
  PlacedFinding Out;
  Out.Check = F.Check.str();
  Out.Sure = F.Sure;
  Out.Where = placeOf(F.Loc, F.Range, Ctx);
  Out.Message = F.Message;
  for (const Note &N : F.Notes)
    Out.Notes.push_back({placeOf(N.Loc, {}, Ctx), N.Message});
  for (const FixItHint &Hint : F.FixIts)
    Out.Fixes.push_back(placeFix(Hint, Ctx));
  Out.Fingerprint = fingerprint(F, Ctx.getSourceManager());
  return Out;
}

} // namespace coro_tidy
