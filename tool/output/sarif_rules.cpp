// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "sarif_rules.h"

#include "checks/check.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace coro_tidy {

/// Links to other pages of the documentation lead nowhere in a viewer.
static std::string withoutRelativeLinks(StringRef Markdown) {
  static const Regex Link("\\[([^]]*)\\]\\((\\.\\./|coro-)[^)]*\\)");
  std::string Out = Markdown.str();
  while (Link.match(Out))
    Out = Link.sub("\\1", Out);
  return Out;
}

/// What stands under the title, as plain text.
static std::string firstParagraph(StringRef Markdown) {
  StringRef Text = Markdown.split("\n\n").second.split("\n\n").first;
  std::string Out;
  for (char C : Text.trim())
    if (C != '`')
      Out += C == '\n' ? ' ' : C;
  return Out;
}

static void writeRule(json::OStream &J, const CheckInfo &Check) {
  StringRef Name = Check.Name;
  std::string Help = withoutRelativeLinks(checkDocumentation(Name));
  auto Message = [&](StringRef Key, StringRef Text) {
    J.attributeObject(Key, [&] { J.attribute("text", Text); });
  };
  J.attribute("id", Name);
  Message("shortDescription", Check.Summary);
  Message("fullDescription", firstParagraph(Help));
  J.attributeObject("help", [&] {
    J.attribute("text", Help);
    J.attribute("markdown", Help);
  });
  J.attributeObject("defaultConfiguration", [&] {
    J.attribute("enabled", Check.OnByDefault);
    J.attribute("level", "warning");
  });
  J.attributeObject("properties", [&] {
    J.attributeArray("tags", [&] {
      J.value("coroutines");
      J.value(Check.Group);
    });
  });
}

void writeSarifRules(json::OStream &J) {
  J.array([&] {
    for (const CheckInfo *Check : allChecks())
      J.object([&] { writeRule(J, *Check); });
  });
}

std::optional<size_t> sarifRuleIndex(StringRef Check) {
  auto It = find_if(allChecks(), [&](auto *C) { return C->Name == Check; });
  if (It == allChecks().end())
    return std::nullopt;
  return It - allChecks().begin();
}

} // namespace coro_tidy
