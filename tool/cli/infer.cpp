// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `coro-tidy model infer`: from a library's sources to entries of a model.

#include "commands.h"
#include "exit_code.h"

#include "checks/models/model.h"
#include "checks/program/close.h"
#include "checks/program/program.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <set>

using namespace llvm;

namespace coro_tidy {

/// The `unless` of an entry; empty if there is none.
static std::string conditions(const CallChain &Chain) {
  std::string Out;
  for (const ParameterTest &T : Chain.Unless) {
    if (T.Test == ParameterTest::Kind::IsReady)
      continue; // models have no word for it
    Out += Out.empty() ? "" : ", ";
    Out += "{argument: " + std::to_string(T.Parameter) + ", ";
    switch (T.Test) {
    case ParameterTest::Kind::IsZero:
      Out += "is-zero: true";
      break;
    case ParameterTest::Kind::HasBits:
      Out += "has-bits: " + std::to_string(T.Value);
      break;
    case ParameterTest::Kind::Equals:
      Out += "equals: " + std::to_string(T.Value);
      break;
    case ParameterTest::Kind::IsReady:
      break;
    }
    Out += "}";
  }
  return Out;
}

/// `load_settings -> Parser::~Parser -> fsync`
static std::string way(const CallChain &Chain) {
  std::string Out;
  for (const ChainStep &Step : Chain.Steps) {
    std::string Name = Step.Name;
    erase(Name, '\'');
    Out += (Out.empty() ? "" : " -> ") + Name;
  }
  return Out;
}

static std::string yamlName(StringRef Name) {
  bool Plain =
      all_of(Name, [](char C) { return isAlnum(C) || C == '_' || C == ':'; });
  return Plain ? Name.str() : ("\"" + Name + "\"").str();
}

/// Prints a model file: the functions that are declared in headers and that may
/// block, by category and condition, with the way to what blocks as a comment.
static void printModel(raw_ostream &OS, std::vector<TUReport> Reports,
                       StringRef Library) {
  Program All;
  addAll(All, Reports);
  std::vector<std::string> Categories{FunctionModel::NestedRunCategory.str()};
  for (const BlockingCategory &C : blockingCategories())
    if (C.OnByDefault)
      Categories.push_back(C.Name.str());
  // A model knows functions by their names, so overloads have to agree.
  StringMap<bool> IsMixed;
  std::set<std::string> Mixed;
  using Entry = std::pair<std::string, std::string>;
  std::map<Entry, std::map<std::string, std::string>> Entries;
  for (const auto &[Name, Chain] : All.publicFunctions(Categories, IsMixed))
    if (IsMixed.lookup(Name))
      Mixed.insert(Name);
    else
      Entries[{Chain.Category, conditions(Chain)}].try_emplace(Name,
                                                               way(Chain));

  OS << "library: " << Library << "\n";
  if (Entries.empty())
    OS << "# None of its functions is known to block.\n";
  else
    OS << "functions:\n";
  for (const std::string &Name : Mixed)
    OS << "# Not " << Name
       << ": some of its overloads block, others do not; list it with a "
          "condition.\n";
  for (const auto &[What, Names] : Entries) {
    OS << "  - names:\n";
    for (const auto &[Name, Way] : Names)
      OS << "      - " << yamlName(Name) << " # " << Way << "\n";
    OS << "    blocks: " << What.first << "\n";
    if (!What.second.empty())
      OS << "    unless: [" << What.second << "]\n";
  }
}

int inferModel(const CommandLineOptions &Given, const Work &Todo,
               const RunOptions &Options, const ModelSet &Models) {
  std::vector<TUReport> Reports;
  int Code = Clean;
  analyzeAll(
      *Todo.Database, Todo.Files, Models, Options,
      [&](TUResult R) {
        errs() << R.Errors;
        if (!R.Errors.empty())
          Code = CouldNotRun;
        for (TUReport &Each : R.Reports)
          Reports.push_back(std::move(Each));
      },
      [](size_t, StringRef) {});
  printModel(outs(), std::move(Reports), Given.Library);
  return Code;
}

} // namespace coro_tidy
