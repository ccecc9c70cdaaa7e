// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "demand.h"

#include "clang/Basic/CharInfo.h"

using namespace clang;

namespace coro_tidy {

/// Of `net::stream<a::b>::read`, `read`.
static llvm::StringRef lastPart(llvm::StringRef Name) {
  size_t Start = 0;
  unsigned Depth = 0;
  for (size_t I = 0; I < Name.size(); ++I) {
    if (Name[I] == '<')
      ++Depth;
    else if (Name[I] == '>' && Depth)
      --Depth;
    else if (!Depth && Name[I] == ':')
      Start = I + 1;
  }
  return Name.drop_front(Start);
}

/// Is it `operator` and what it overloads, not a name that begins like it?
static bool isOperator(llvm::StringRef Name) {
  return Name.consume_front("operator") &&
         (Name.empty() || !isAsciiIdentifierContinue(Name.front()));
}

/// From the name by which messages call a function, in quotes.
static std::string lastName(llvm::StringRef Name) {
  Name = Name.trim('\'');
  // What is overloaded may hold brackets of its own.
  for (size_t At = Name.find("operator"); At != llvm::StringRef::npos;
       At = Name.find("operator", At + 1))
    if ((!At || Name[At - 1] == ':') && isOperator(Name.drop_front(At)))
      return "operator";
  Name = lastPart(Name).take_until([](char C) { return C == '<' || C == '('; });
  Name.consume_front("~");
  return isValidAsciiIdentifier(Name) ? Name.str() : "";
}

/// Local functions mean something within their report only.
std::string Demand::key(StringId Key, const TUReport &Report) const {
  llvm::StringRef Text = Report.Facts.Strings[Key];
  return Text.starts_with("#") ? (Text + "@" + llvm::Twine(Count)).str()
                               : Text.str();
}

void Demand::addEdge(std::vector<std::string> &Next, const EdgeFacts &E,
                     const TUReport &Report) {
  for (StringId To : {E.Callee, E.RunBy})
    if (To) {
      Next.push_back(key(To, Report));
      Node &Target = Nodes[Next.back()];
      if (To == E.Callee && Target.Name.empty())
        Target.Name = lastName(Report.Facts.Strings[E.Name]);
    }
}

void Demand::add(const TUReport &Report) {
  for (const OpenFinding &F : Report.Open)
    addEdge(Roots, F.Call.Edge, Report);
  for (const FunctionFacts &F : Report.Facts.Functions) {
    std::string Key = key(F.Key, Report);
    std::vector<std::string> Next;
    for (const EdgeFacts &E : F.Edges)
      addEdge(Next, E, Report);
    for (const RunFact &R : F.Runs)
      if (R.To)
        Next.push_back(key(R.To, Report));
    Node &Mine = Nodes[Key];
    Mine.Next.insert(Mine.Next.end(), Next.begin(), Next.end());
    if (Mine.Name.empty())
      Mine.Name = lastName(Report.Facts.Strings[F.Name]);
    for (StringId Up : F.Overrides)
      Nodes[key(Up, Report)].Next.push_back(Key);
  }
  ++Count;
}

llvm::StringSet<> Demand::names() const {
  llvm::StringSet<> Out, Seen;
  std::vector<llvm::StringRef> Work(Roots.begin(), Roots.end());
  while (!Work.empty()) {
    llvm::StringRef Key = Work.back();
    Work.pop_back();
    if (!Seen.insert(Key).second)
      continue;
    auto It = Nodes.find(Key);
    // Local functions are at home in units that were analysed.
    if (!Key.starts_with("#"))
      Out.insert(It == Nodes.end() ? "" : llvm::StringRef(It->second.Name));
    if (It != Nodes.end())
      Work.insert(Work.end(), It->second.Next.begin(), It->second.Next.end());
  }
  return Out;
}

} // namespace coro_tidy
