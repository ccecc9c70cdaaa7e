// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "names.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace coro_tidy {

/// The declaration's own name; special members are spelled after their class
/// template, not after its specialisation.
static std::string ownName(const NamedDecl &D) {
  if (const auto *Class = dyn_cast_or_null<CXXRecordDecl>(D.getDeclContext());
      Class && Class->getIdentifier()) {
    if (isa<CXXConstructorDecl>(D))
      return Class->getName().str();
    if (isa<CXXDestructorDecl>(D))
      return ("~" + Class->getName()).str();
  }
  if (const auto *Template = dyn_cast<FunctionTemplateDecl>(&D);
      Template && isa<CXXConstructorDecl>(Template->getTemplatedDecl()))
    return ownName(*Template->getTemplatedDecl());
  return D.getNameAsString();
}

std::string modelName(const NamedDecl &D) {
  llvm::SmallVector<std::string, 6> Parts{ownName(D)};
  for (const DeclContext *DC = D.getDeclContext(); DC; DC = DC->getParent()) {
    if (const auto *NS = dyn_cast<NamespaceDecl>(DC)) {
      if (!NS->isInline() && !NS->isAnonymousNamespace())
        Parts.push_back(NS->getName().str());
    } else if (const auto *Tag = dyn_cast<TagDecl>(DC)) {
      Parts.push_back(Tag->getNameAsString());
    }
  }
  std::string Out;
  for (const std::string &P : llvm::reverse(Parts))
    Out += (Out.empty() ? "" : "::") + P;
  return Out;
}

llvm::StringRef lastName(const NamedDecl &D, std::string &Storage) {
  if (const IdentifierInfo *Id = D.getIdentifier())
    return Id->getName();
  Storage = ownName(D);
  return Storage;
}

std::string displayName(const FunctionDecl &F) {
  // `std::ifstream in(path)` is known by its class.
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
    if (std::string Class = modelName(*Constructor->getParent());
        llvm::StringRef(Class).starts_with("std::"))
      return Class;
  std::string Name = modelName(F);
  if (llvm::StringRef(Name).starts_with("std::"))
    return Name;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(F.getDeclContext());
      Class && Class->getIdentifier() && !Class->isLambda())
    return (Class->getName() + "::" + ownName(F)).str();
  return ownName(F);
}

std::string quoted(llvm::StringRef Text) { return ("'" + Text + "'").str(); }

std::string quotedName(const FunctionDecl &F) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&F);
      Method && Method->getParent()->isLambda())
    return "this lambda";
  return quoted(displayName(F));
}

std::string displayType(QualType T, const ASTContext &Ctx) {
  PrintingPolicy Policy(Ctx.getLangOpts());
  Policy.SuppressTagKeyword = true;
  Policy.SuppressDefaultTemplateArgs = true;
  std::string Text = T.getUnqualifiedType().getAsString(Policy);
  constexpr size_t Longest = 80;
  if (Text.size() > Longest)
    if (const auto *Class = T->getAsCXXRecordDecl())
      return modelName(*Class);
  return Text;
}

} // namespace coro_tidy
