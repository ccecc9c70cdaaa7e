// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One page that needs nothing else: the parts of tool/output/html/, with the
// findings as JSON in it. Its scripts make text of them, never markup.

#include "format.h"
#include "html_data.h"

#include "embedded_page.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/SHA256.h"

using namespace llvm;

namespace coro_tidy {

static StringRef part(StringRef Name) {
  return find_if(EmbeddedPage,
                 [&](const EmbeddedFile &F) { return F.Name == Name; })
      ->Text;
}

/// One script: the parts do not have to say what they share.
static std::string script() {
  std::string Out = "'use strict';\n";
  for (const EmbeddedFile &F : EmbeddedPage)
    if (F.Name.ends_with(".js"))
      Out += F.Text;
  return Out;
}

/// As Content-Security-Policy names an inline script or style that may be used.
static std::string sourceHash(StringRef Text) {
  std::array<uint8_t, 32> Digest = SHA256::hash(arrayRefFromStringRef(Text));
  return "'sha256-" + encodeBase64(Digest) + "'";
}

static std::string policy(StringRef Style, StringRef Script) {
  return "default-src 'none'; img-src data:; base-uri 'none'; form-action "
         "'none'; style-src " +
         sourceHash(Style) + "; script-src " + sourceHash(Script);
}

/// JSON that holds no tag: HTML ends a script at the first `</script`, be it in
/// a string or not.
static std::string dataWithoutTags(const RunResult &Result) {
  std::string Data;
  raw_string_ostream OS(Data);
  writeHtmlData(OS, Result);
  std::string Out;
  Out.reserve(Data.size());
  for (char C : Data)
    if (C == '<')
      Out += "\\u003c";
    else
      Out += C;
  return Out;
}

namespace {

class HtmlFormat : public Format {
public:
  void write(raw_ostream &OS, const RunResult &Result) override {
    std::string Style = part("style.css").str(), Script = script();
    StringRef Rest = part("page.html");
    // In the order of the page.
    auto Put = [&](StringRef Name, StringRef Text) {
      auto [Before, After] = Rest.split(Name);
      OS << Before << Text;
      Rest = After;
    };
    Put("{{policy}}", policy(Style, Script));
    Put("{{style}}", Style);
    Put("{{data}}", dataWithoutTags(Result));
    Put("{{script}}", Script);
    OS << Rest;
  }
};

} // namespace

extern const FormatInfo HtmlFormatInfo;
const FormatInfo HtmlFormatInfo = {
    "html", "one page to look at in a browser: filters, paths, call chains",
    create<HtmlFormat>};

} // namespace coro_tidy
