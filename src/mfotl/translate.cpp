#include "mfotl/translate.h"

#include <utility>

#include "mfotl/print.h"
#include "mfotl/translator.h"

namespace abide::mfotl {
namespace {

// Within a comment nothing may end it.
std::string Commented(std::string text) {
  for (std::size_t at = 0; (at = text.find("*)", at)) != std::string::npos;)
    text.insert(at + 1, " ");
  return "(* " + text + " *)\n";
}

}  // namespace

Translation Translate(const check::CheckedRules& rules, const diagnostics::SourceSet& sources,
                      diagnostics::DiagnosticSink& sink) {
  Translation translation{.facts = Facts(rules, sources), .formulas = {}};
  for (std::size_t i = 0; i < rules.clauses.size(); ++i) {
    const check::Clause& clause = rules.clauses[i];
    Translator translator(rules, translation.facts);
    const Formula formula = translator.Breaches(clause);
    if (const auto& refusal = translator.refusal()) {
      const bool has_place = refusal->span != diagnostics::Span{};
      sink.Add(diagnostics::Code::kNotInMfotl, has_place ? refusal->span : clause.span,
               {clause.id, refusal->what});
      continue;
    }
    translation.formulas.push_back({static_cast<check::ClauseId>(i), clause.id,
                                    Commented(clause.id + ": " + clause.title) + Printed(formula)});
  }
  return translation;
}

std::string SignatureText(const Facts& facts) {
  std::string text;
  for (const Declared& each : facts.Signature()) {
    if (!each.comment.empty()) text += "# " + each.comment + "\n";
    text += each.name + "(";
    for (std::size_t i = 0; i < each.is_text.size(); ++i) {
      if (i > 0) text += ", ";
      text += each.is_text[i] ? "string" : "int";
    }
    text += ")\n";
  }
  return text;
}

}  // namespace abide::mfotl
