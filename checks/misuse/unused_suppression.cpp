// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "unused_suppression.h"

#include "../check.h"

#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace clang;

namespace coro_tidy {
namespace {

/// One entry of one NOLINT comment.
struct Suppression {
  SourceRange Comment;
  std::string Glob;
  unsigned FirstLine = 0, LastLine = 0;
  /// The comment says nothing else.
  bool Alone = false;
};

/// Finds NOLINT comments by their tokens, as the compiler sees them.
class Scanner {
public:
  Scanner(const SourceManager &SM, const LangOptions &Language)
      : SM(SM), Language(Language) {}

  std::vector<Suppression> run() {
    FileID File = SM.getMainFileID();
    llvm::MemoryBufferRef Buffer = SM.getBufferOrFake(File);
    Lexer Raw(File, Buffer, SM, Language);
    Raw.SetCommentRetentionState(true);
    Token Tok;
    do {
      Raw.LexFromRawLexer(Tok);
      if (Tok.is(tok::comment))
        comment(Tok);
    } while (Tok.isNot(tok::eof));
    return std::move(Out);
  }

private:
  void comment(const Token &Tok) {
    llvm::StringRef Text(SM.getCharacterData(Tok.getLocation()),
                         Tok.getLength());
    size_t At = Text.find("NOLINT");
    if (At == llvm::StringRef::npos)
      return;
    llvm::StringRef Rest = Text.substr(At + llvm::StringRef("NOLINT").size());
    unsigned Line = SM.getSpellingLineNumber(Tok.getLocation());
    SourceRange Range(Tok.getLocation(), Tok.getEndLoc());
    if (Rest.consume_front("END"))
      return end(Line, Rest);
    bool Begins = Rest.consume_front("BEGIN");
    bool Next = !Begins && Rest.consume_front("NEXTLINE");
    if (!Rest.consume_front("("))
      return; // for every check: not ours to judge
    auto [List, After] = Rest.split(')');
    bool Alone = Text.take_front(At).ltrim("/* \t").empty() &&
                 After.rtrim("*/ \t").empty();
    llvm::SmallVector<llvm::StringRef, 2> Globs;
    List.split(Globs, ',');
    for (llvm::StringRef Glob : Globs) {
      Glob = Glob.trim();
      if (!Glob.starts_with("coro-"))
        continue;
      if (Begins)
        Open.push_back(Out.size());
      Out.push_back({Range, Glob.str(), Line + Next, Begins ? ~0u : Line + Next,
                     Alone && Globs.size() == 1});
    }
  }

  /// NOLINTEND closes the blocks of the checks that it lists, or all.
  void end(unsigned Line, llvm::StringRef Rest) {
    llvm::SmallVector<llvm::StringRef, 2> Globs;
    bool All = !Rest.consume_front("(");
    Rest.take_until([](char C) { return C == ')'; }).split(Globs, ',');
    for (llvm::StringRef &Glob : Globs)
      Glob = Glob.trim();
    llvm::erase_if(Open, [&](size_t I) {
      if (!All && !llvm::is_contained(Globs, Out[I].Glob))
        return false;
      Out[I].LastLine = Line;
      return true;
    });
  }

  const SourceManager &SM;
  const LangOptions &Language;
  std::vector<Suppression> Out;
  std::vector<size_t> Open;
};

/// The comment with the space before it, or the whole line if there is nothing
/// else on it.
SourceRange withSpace(SourceRange Comment, const SourceManager &SM) {
  auto [File, Offset] = SM.getDecomposedLoc(Comment.getBegin());
  llvm::StringRef Text = SM.getBufferData(File);
  unsigned Before = Offset - Text.take_front(Offset).rtrim(" \t").size();
  bool StartsLine = Before == Offset || Text[Offset - Before - 1] == '\n';
  SourceLocation End = Comment.getEnd();
  if (StartsLine && *SM.getCharacterData(End) == '\n')
    End = End.getLocWithOffset(1);
  return {Comment.getBegin().getLocWithOffset(-static_cast<int>(Before)), End};
}

} // namespace

std::vector<Finding> unusedSuppressions(const SourceManager &SM,
                                        const LangOptions &Language,
                                        llvm::ArrayRef<Finding> Suppressed,
                                        const llvm::StringSet<> &Ran) {
  std::vector<Finding> Out;
  for (const Suppression &S : Scanner(SM, Language).run()) {
    auto Glob = llvm::GlobPattern::create(S.Glob);
    if (!Glob) {
      llvm::consumeError(Glob.takeError());
      continue;
    }
    auto Matches = [&](llvm::StringRef Check) { return Glob->match(Check); };
    // A check that did not run might have reported something.
    if (llvm::none_of(Ran.keys(), Matches) ||
        llvm::any_of(allChecks(), [&](const CheckInfo *C) {
          return C->OnByDefault && Matches(C->Name) && !Ran.contains(C->Name);
        }))
      continue;
    bool Used = llvm::any_of(Suppressed, [&](const Finding &F) {
      SourceLocation Loc = SM.getExpansionLoc(F.Loc);
      unsigned Line = SM.getSpellingLineNumber(Loc);
      return SM.getFileID(Loc) == SM.getMainFileID() && Glob->match(F.Check) &&
             S.FirstLine <= Line && Line <= S.LastLine;
    });
    if (Used)
      continue;
    Finding F;
    F.Check = "coro-unused-suppression";
    F.Loc = S.Comment.getBegin();
    F.Range = S.Comment.getBegin();
    F.Message =
        "this comment suppresses '" + S.Glob + "', which reports nothing here";
    if (S.Alone)
      F.FixIts.push_back(FixItHint::CreateRemoval(
          CharSourceRange::getCharRange(withSpace(S.Comment, SM))));
    Out.push_back(std::move(F));
  }
  return Out;
}

namespace {

/// Does nothing by itself: see unusedSuppressions.
class UnusedSuppression : public Check {
public:
  void check(FunctionView &, TUFacts &, const Reporter &) override {}
};

} // namespace

extern const CheckInfo UnusedSuppressionInfo;
const CheckInfo UnusedSuppressionInfo = {
    "coro-unused-suppression",
    "misuse",
    "a NOLINT comment for a coro check that suppresses nothing",
    /*OnByDefault=*/false,
    {},
    makeCheck<UnusedSuppression>,
    anyOptions};

} // namespace coro_tidy
