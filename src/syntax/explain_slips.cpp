// Looks up the tables of slips.
#include <algorithm>
#include <string>
#include <string_view>

#include "syntax/lexemes.h"
#include "syntax/literals.h"
#include "syntax/slips.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

bool IsOfKind(std::string_view token, std::string_view kind) {
  if (kind == "<end>") return token.empty();
  if (token.empty()) return false;
  if (kind == "<text>") return token.size() > 1 && token.front() == '"';
  if (kind == "<number>") return IsDigit(token.front());
  if (kind == "<word>") {
    return IsWordCharacter(token.front()) && !IsDigit(token.front()) && !IsReservedWord(token) &&
           !IsOperandWord(token);
  }
  return token == kind;
}

bool IsAnyOf(std::string_view token, std::string_view kinds) {
  if (kinds.empty()) return true;
  while (!kinds.empty()) {
    const std::size_t end = std::min(kinds.find(' '), kinds.size());
    if (IsOfKind(token, kinds.substr(0, end))) return true;
    kinds.remove_prefix(std::min(end + 1, kinds.size()));
  }
  return false;
}

bool Holds(const Slip& slip, const Stop& stop) {
  if (!IsAnyOf(stop.found(), slip.found) || !IsAnyOf(stop.Back(1), slip.before)) return false;
  // Where an alternative was given up, the tokens that it had read are gone.
  const bool is_next = stop.Back(1).data() + stop.Back(1).size() == stop.state().farthest_before();
  if (!slip.before.empty() && !is_next) return false;
  if (!slip.in.empty() && !IsAnyOf(stop.declaration(), slip.in)) {
    return false;
  }
  if (!slip.behind.empty() && !stop.LastWordOutsideBrackets({slip.behind})) return false;
  constexpr std::string_view kSole = "<sole>";
  std::string_view expects = slip.expects;
  if (expects.starts_with(kSole)) {
    if (stop.state().expected().size() > 1) return false;
    expects.remove_prefix(kSole.size());
  }
  return expects.empty() || stop.ExpectsWord(expects) || stop.ExpectsSign(expects) ||
         stop.ExpectsLabel(expects);
}

std::string Filled(std::string_view pattern, const Stop& stop) {
  std::string text;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '$') {
      text += pattern[at];
      continue;
    }
    const char place = pattern[++at];
    text += Excerpt(place == '0' ? stop.found() : stop.Back(place == '1' ? 1 : 2));
  }
  return text;
}

// From the beginning of one token to the end of another.
std::string_view Whole(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

// What was found, and the blanks behind it if it is a word.
std::string_view WithBlanks(const Stop& stop) {
  std::size_t size = stop.found().size();
  if (IsWordCharacter(stop.found().back())) {
    while (size < stop.rest().size() && stop.rest()[size] == ' ') ++size;
  }
  return stop.rest().substr(0, size);
}

void AddFix(const Slip& slip, const Stop& stop, diagnostics::Diagnostic& diagnostic) {
  const std::string_view found = stop.found();
  const std::string text = Filled(slip.text, stop);
  switch (slip.edit) {
    case Slip::Edit::kNone:
      break;
    case Slip::Edit::kReplace:
      diagnostic.WithFix(stop.SpanOf(found), text);
      break;
    case Slip::Edit::kReplaceBefore:
      diagnostic.WithFix(stop.SpanOf(stop.Back(1)), text);
      break;
    case Slip::Edit::kReplaceBoth:
      diagnostic.WithFix(stop.SpanOf(Whole(stop.Back(1), found)), text);
      break;
    case Slip::Edit::kReplaceNext:
      diagnostic.WithFix(stop.SpanOf(Whole(found, stop.WordBehindFound())), text);
      break;
    case Slip::Edit::kInsert: {
      const char* const at = stop.at_end() ? stop.state().farthest_before() : found.data();
      diagnostic.WithFix(stop.state().SpanOf(at, at), text);
      break;
    }
    case Slip::Edit::kRemove:
      diagnostic.WithFix(stop.SpanOf(WithBlanks(stop)), "");
      break;
    case Slip::Edit::kUnquote:
      diagnostic.WithFix(stop.SpanOf(found), std::string(found.substr(1, found.size() - 2)));
      break;
  }
}

Explanation FirstOf(std::span<const Slip> slips, const Stop& stop) {
  const auto slip =
      std::find_if(slips.begin(), slips.end(), [&](const Slip& each) { return Holds(each, stop); });
  if (slip == slips.end()) return std::nullopt;
  auto diagnostic = ExplainUnexpected(stop);
  diagnostic.WithHelp(Filled(slip->help, stop));
  AddFix(*slip, stop, diagnostic);
  return diagnostic;
}

}  // namespace

Explanation ExplainEarlySlip(const Stop& stop) {
  // Signs of two characters are operators of other languages.
  const bool is_sign = stop.rest().starts_with(":=") || stop.rest().starts_with("::");
  return is_sign ? std::nullopt : FirstOf(EarlySlips(), stop);
}

Explanation ExplainSlip(const Stop& stop) {
  if (stop.state().is_hole()) return std::nullopt;
  for (const auto& slips :
       {SlipsInConditions(), SlipsInNorms(), SlipsInVocabulary(), SlipsInOtherDeclarations()}) {
    if (auto explanation = FirstOf(slips, stop)) return explanation;
  }
  return std::nullopt;
}

}  // namespace abide::syntax
