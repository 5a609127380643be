// Words that are misspelt, borrowed, reserved or out of place.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/lexemes.h"
#include "syntax/literals.h"
#include "syntax/stop.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;
using diagnostics::NearestName;

using Words = std::vector<std::string>;

const Words& DeclarationWords() {
  static const Words kWords = {"import", "policy", "event",     "source", "list",
                               "table",  "define", "parameter", "state",  "clause",
                               "permit", "waive",  "test"};
  return kWords;
}

// What begins a line inside a declaration.
struct PartWords {
  std::string_view label;
  Words words;
};
const std::vector<PartWords>& Parts() {
  static const std::vector<PartWords> kParts = {
      {"a part of the clause such as `severity`",
       {"cites", "severity", "tags", "unless", "about", "message", "remedy", "effective"}},
      {"a norm such as `forbid`", {"forbid", "before", "after", "around", "limit"}},
      {"a part of the policy such as `effective`", {"by", "url", "version", "effective"}},
      {"a part of the permission such as `cites`", {"where", "cites", "effective"}},
      {"a part of the waiver such as `until`", {"where", "until", "because", "by"}}};
  return kParts;
}

struct Synonym {
  std::string_view foreign;
  std::string_view ours;
};
constexpr std::array<Synonym, 20> kDeclarationSynonyms = {
    {{"rule", "clause"},     {"function", "define"},   {"fn", "define"},     {"func", "define"},
     {"macro", "define"},    {"var", "parameter"},     {"set", "parameter"}, {"package", "policy"},
     {"module", "policy"},   {"let", "define"},        {"def", "define"},    {"const", "parameter"},
     {"param", "parameter"}, {"include", "import"},    {"use", "import"},    {"waiver", "waive"},
     {"allow", "permit"},    {"permission", "permit"}, {"array", "list"},    {"schema", "event"}}};
constexpr std::array<Synonym, 19> kPartSynonyms = {{{"deny", "forbid"},
                                                    {"msg", "message"},
                                                    {"text", "message"},
                                                    {"reason", "message"},
                                                    {"level", "severity"},
                                                    {"priority", "severity"},
                                                    {"labels", "tags"},
                                                    {"reference", "cites"},
                                                    {"never", "forbid"},
                                                    {"prohibit", "forbid"},
                                                    {"disallow", "forbid"},
                                                    {"ban", "forbid"},
                                                    {"except", "unless"},
                                                    {"exception", "unless"},
                                                    {"cite", "cites"},
                                                    {"needs", "require"},
                                                    {"demand", "require"},
                                                    {"to", "until"},
                                                    {"in", "within"}}};

bool Contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
bool IsWord(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsWordCharacter) &&
         !IsDigit(text[0]);
}

std::optional<std::string> Lookup(std::span<const Synonym> synonyms, std::string_view word) {
  for (const Synonym& one : synonyms) {
    if (one.foreign == word) return std::string(one.ours);
  }
  return std::nullopt;
}

// The word of `words` that is meant: in another case, near, or by a synonym.
std::optional<std::string> Meant(std::string_view word, const Words& words,
                                 std::span<const Synonym> synonyms) {
  const std::string lower = InSmallLetters(word);
  if (Contains(words, lower)) return lower;
  if (auto synonym = Lookup(synonyms, lower); synonym && Contains(words, *synonym)) return synonym;
  // A word of the language that has a place elsewhere is no slip of the hand.
  if (IsReservedWord(word)) return std::nullopt;
  return NearestName(lower, words);
}

std::string QuotedList(const Words& words) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += fmt::format("`{}`", words[i]);
  }
  return list;
}

// Places where one of a few words stands.
struct Choice {
  std::string_view label;
  const char* what;
  Words options;
  std::vector<Synonym> synonyms;
};
const std::vector<Choice>& Choices() {
  static const std::vector<Choice> kChoices = {
      {"a severity",
       "severity",
       {"info", "low", "medium", "high", "critical"},
       {{"urgent", "critical"},
        {"blocker", "critical"},
        {"error", "high"},
        {"major", "high"},
        {"warning", "medium"},
        {"moderate", "medium"},
        {"minor", "low"},
        {"note", "info"}}},
      {"a verdict",
       "verdict",
       {"breach", "kept", "pending", "excused", "undetermined", "waived"},
       {{"breached", "breach"},
        {"fail", "breach"},
        {"violation", "breach"},
        {"ok", "kept"},
        {"pass", "kept"},
        {"unknown", "undetermined"},
        {"exempt", "excused"}}},
      {"a period",
       "period",
       {"day", "week", "month", "quarter", "year"},
       {{"daily", "day"}, {"weekly", "week"}, {"monthly", "month"}, {"yearly", "year"}}},
      {"a type",
       "type",
       {"string", "number", "boolean", "time", "duration", "artifact", "one of", "list of"},
       {{"int", "number"},        {"integer", "number"},     {"float", "number"},
        {"decimal", "number"},    {"double", "number"},      {"bool", "boolean"},
        {"str", "string"},        {"text", "string"},        {"date", "time"},
        {"datetime", "time"},     {"timestamp", "time"},     {"enum", "one of"},
        {"int32", "number"},      {"int64", "number"},       {"uint64", "number"},
        {"long", "number"},       {"bigint", "number"},      {"float64", "number"},
        {"real", "number"},       {"numeric", "number"},     {"char", "string"},
        {"varchar", "string"},    {"uuid", "string"},        {"email", "string"},
        {"url", "string"},        {"ip", "string"},          {"timestamptz", "time"},
        {"interval", "duration"}, {"timedelta", "duration"}, {"array", "list of"},
        {"list", "list of"},      {"one", "one of"}}}};
  return kChoices;
}

bool IsAmongTimes(std::string_view word) {
  return word == "millisecond" || word == "second" || word == "minute" || word == "hour";
}
bool IsTypeWord(std::string_view word) {
  return Contains({"string", "number", "boolean", "time", "duration", "artifact", "one", "list"},
                  word);
}

diagnostics::Diagnostic Misspelt(const Stop& stop, std::string_view word,
                                 const std::string& meant) {
  return stop.AtFound(Code::kMisspeltWord, {Excerpt(word), meant})
      .WithFix(stop.SpanOf(word), meant);
}

// `list = [1]`: the keyword is there, but what follows it makes it another word.
diagnostics::Diagnostic MissingName(const Stop& stop) {
  const std::string_view behind = stop.rest().substr(stop.found().size());
  const char* const at = SkipBlanks(behind.data(), behind.data() + behind.size());
  return stop.At({at, 1}, Code::kUnexpected, {"a name", fmt::format("`{}`", *at)})
      .WithHelp(fmt::format("say behind `{}` what it is named", stop.found()));
}

// The part words that may stand where the parser stopped.
Words ExpectedPartWords(const Stop& stop) {
  Words words;
  for (const PartWords& part : Parts()) {
    if (!stop.ExpectsLabel(part.label)) continue;
    words.insert(words.end(), part.words.begin(), part.words.end());
  }
  return words;
}

Words ExpectedWords(const Stop& stop) {
  Words words = ExpectedPartWords(stop);
  for (const Wanted& wanted : stop.state().expected()) {
    if (wanted.kind == Wanted::Kind::kWord) words.emplace_back(wanted.text);
  }
  return words;
}

// What the token before may have been meant for, if a pattern took it for its variable, or a source
// for a field.
Words WordsReadAsNames(const Stop& stop) {
  if (stop.ExpectsSign("=") && stop.declaration() == "source") return {"when", "for"};
  if (!stop.ExpectsWord("where") || stop.ExpectsLabel("a variable")) return {};
  Words words = ExpectedWords(stop);
  if (stop.IsFirstOnLine(stop.Back(1))) {
    words.insert(words.end(), Parts()[0].words.begin(), Parts()[0].words.end());
  }
  return words;
}

// `k optional string`, `string k`, `k object`, `k string = "x"`.
std::string HelpForType(const Stop& stop) {
  const std::string_view word = stop.found();
  if (Contains({"optional", "nullable", "maybe", "required"}, word)) {
    return "a field that may be absent has `?` behind its type, one that must be there has not: "
           "`string?`, `string`";
  }
  if (Contains({"object", "map", "dict", "record", "struct", "json", "jsonb"}, word)) {
    return fmt::format("a record is declared by dotted names: `{}.name string`",
                       Excerpt(stop.Back(1)));
  }
  const std::string_view behind = stop.rest().substr(word.size());
  const char* const next = SkipBlanks(behind.data(), behind.data() + behind.size());
  if (IsTypeWord(word) && next != behind.data() + behind.size() && *next == '=') {
    return "a field has no value of its own; what stands for an absent one is said where it is "
           "used: `x else y`";
  }
  if (IsTypeWord(stop.WordBehindFound())) {
    return fmt::format("a name has no blanks: `{}_{}`", Excerpt(stop.Back(1)), word);
  }
  const bool is_type = Meant(word, Choices()[3].options, Choices()[3].synonyms).has_value();
  if (!is_type && IsTypeWord(stop.Back(1))) {
    return fmt::format("the name stands in front of its type: `{} {}`", Excerpt(word),
                       stop.Back(1));
  }
  return {};
}

// `severity = high`, `… end`.
Explanation ExplainStrayWord(const Stop& stop) {
  const std::string_view found = stop.found();
  const std::string_view behind = stop.rest().substr(found.size());
  const char* const next = SkipBlanks(behind.data(), behind.data() + behind.size());
  const bool is_last = next == behind.data() + behind.size();
  const bool behind_name = IsWord(stop.Back(1)) && !stop.IsFirstOnLine(found);
  if (found == "end" && is_last && !behind_name) {
    return stop.AtFound(Code::kStraySign, {"end"}).WithFix(stop.SpanOf(found), "");
  }
  const bool has_sign =
      !is_last && *next == '=' && (next + 1 == behind.data() + behind.size() || next[1] != '=');
  if (!has_sign || !Contains(ExpectedPartWords(stop), found)) return std::nullopt;
  return stop.At({next, 1}, Code::kStraySign, {"="}).WithFix(stop.SpanOf({next, 1}), "");
}

// What begins a file in another language, and where it stands in this one.
std::string HelpForForeignBeginning(const Stop& stop) {
  const std::string found = InSmallLetters(stop.found());
  const bool has_brace = stop.rest_of_line().find('{') != std::string_view::npos;
  if (found == "}") return "remove it: what belongs to a declaration is indented, without braces";
  if (found == "{" || found == "-" || found == "[") {
    return "rules are declarations, no data: `clause ID \"title\"`, and indented below it what it "
           "demands";
  }
  const bool is_norm = Contains(Parts()[1].words, found) || found == "require" || found == "deny";
  const bool names_file = stop.rest_of_line().find('"') != std::string_view::npos;
  if ((found == "from" || found == "require") && names_file) {
    return "other files are read by `import \"file.abide\"`";
  }
  if (is_norm || found == "select" || found == "rules" || (found == "allow" && has_brace)) {
    return "what is demanded stands in a clause: `clause ID \"title\"`, and indented below it "
           "`forbid EVENT where …`";
  }
  if (found == "default") return "what no clause forbids is allowed: leave it out";
  return {};
}

}  // namespace

Explanation ExplainNoDeclaration(const Stop& stop) {
  const bool at_begin = stop.state().farthest() == stop.state().begin();
  if (!at_begin || stop.at_end() || stop.state().is_hole()) return std::nullopt;
  const std::string_view found = stop.found();
  if (Contains(DeclarationWords(), found)) return MissingName(stop);
  auto diagnostic = stop.AtFound(Code::kNoDeclaration, {Excerpt(found)});
  if (const std::string help = HelpForForeignBeginning(stop); !help.empty()) {
    return diagnostic.WithHelp(help);
  }
  if (const auto meant = Meant(found, DeclarationWords(), kDeclarationSynonyms)) {
    return diagnostic.WithFix(stop.SpanOf(found), *meant)
        .WithHelp("a declaration begins with one of its words, such as `" + *meant + "`");
  }
  return diagnostic;
}

Explanation ExplainIndented(const Stop& stop) {
  const bool is_declaration = Contains(DeclarationWords(), stop.found()) &&
                              stop.ExpectsLabel("the end of the declaration") &&
                              stop.IsFirstOnLine(stop.found());
  if (!is_declaration) return std::nullopt;
  return stop.AtFound(Code::kIndentedDeclaration);
}

Explanation ExplainChoice(const Stop& stop) {
  std::string_view word = stop.found();
  const bool quoted = word.size() > 2 && word.front() == '"';
  if (quoted) word = word.substr(1, word.size() - 2);
  if (!IsWord(word)) return std::nullopt;
  for (const Choice& choice : Choices()) {
    const bool is_part_of_flow = stop.Back(1) == "weighed" && stop.ExpectsWord("by");
    if (!stop.ExpectsLabel(choice.label) || is_part_of_flow) continue;
    auto diagnostic = stop.AtFound(Code::kUnknownChoice, {Excerpt(stop.found()), choice.what});
    diagnostic.WithHelp("write " + QuotedList(choice.options));
    if (choice.label == "a period" && IsAmongTimes(word)) {
      return diagnostic.WithHelp(
          fmt::format("a window of another length stands behind `over`: `over 1 {}`", word));
    }
    if (choice.label == "a type") {
      if (const std::string help = HelpForType(stop); !help.empty()) {
        return diagnostic.WithHelp(help);
      }
    }
    if (auto meant = Meant(word, choice.options, choice.synonyms)) {
      const bool has_of = meant->ends_with(" of") && stop.WordBehindFound() == "of";
      if (has_of) meant->resize(meant->size() - 3);
      return diagnostic.WithFix(stop.SpanOf(stop.found()), *meant);
    }
    if (choice.label == "a type" && quoted) {
      const char* const front = stop.found().data();
      diagnostic.WithHelp(R"(values are listed behind `one of`: `one of "a", "b"`)")
          .WithFix(stop.state().SpanOf(front, front), "one of ");
    }
    return diagnostic;
  }
  return std::nullopt;
}

Explanation ExplainReservedName(const Stop& stop) {
  const std::string_view found = stop.found();
  const bool reserved_variable =
      stop.ExpectsLabel("a name") && (IsReservedWord(found) || IsOperandWord(found));
  const bool reserved_name =
      (stop.ExpectsLabel("the name of an event") || stop.ExpectsLabel("a name")) &&
      IsOperandWord(found);
  if (!reserved_variable && !reserved_name) return std::nullopt;
  return stop.AtFound(Code::kReservedName, {std::string(found)})
      .WithHelp(fmt::format("choose another name, such as `my_{}`", found));
}

Explanation ExplainConditionWord(const Stop& stop) {
  constexpr std::array<std::string_view, 7> kWords = {"if",   "when",  "whose", "having",
                                                      "that", "which", "with"};
  const auto is_condition_word = [&](std::string_view word) {
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  };
  if (!stop.ExpectsWord("where")) return std::nullopt;
  // It may have been read as the pattern's variable.
  const bool as_variable = is_condition_word(stop.Back(1));
  if (!as_variable && !is_condition_word(stop.found())) return std::nullopt;
  const std::string_view word = as_variable ? stop.Back(1) : stop.found();
  auto diagnostic = stop.AtFound(Code::kConditionWord, {std::string(word)});
  if (as_variable) diagnostic.WithLabel(stop.SpanOf(word), "read as the pattern's variable");
  return diagnostic.WithFix(stop.SpanOf(word), "where");
}

Explanation ExplainMisspeltWord(const Stop& stop) {
  const std::string_view found = stop.found();
  if (auto stray = ExplainStrayWord(stop)) return stray;
  if (IsWord(found) && found.size() > 1) {
    const auto meant = Meant(found, ExpectedWords(stop), kPartSynonyms);
    if (meant && *meant != found) return Misspelt(stop, found, *meant);
  }
  const std::string_view before = stop.Back(1);
  if (!IsWord(before) || IsReservedWord(before)) return std::nullopt;
  const auto meant = Meant(before, WordsReadAsNames(stop), kPartSynonyms);
  if (!meant) return std::nullopt;
  return Misspelt(stop, before, *meant).WithLabel(stop.SpanOf(before), "read as a name");
}

Explanation ExplainUnquotedText(const Stop& stop) {
  const std::string_view found = stop.found();
  const bool wants_label = stop.ExpectsLabel("the name of the exception in double quotes");
  const bool wants_constant = stop.ExpectsLabel("a constant");
  const bool wants_text = stop.ExpectsLabel("a string") ||
                          stop.ExpectsLabel("a title in double quotes") || wants_label ||
                          wants_constant;
  const bool is_text =
      !found.empty() && (IsWordCharacter(found[0]) || static_cast<unsigned char>(found[0]) >= 0x80);
  const bool begins_condition = wants_label && IsOperandWord(found);
  const bool in_tags = stop.OpenBracket() == "[" && stop.ExpectsLabel("a string");
  const bool among_others = !wants_constant && !in_tags && stop.state().expected().size() > 1;
  if (!wants_text || !is_text || begins_condition || among_others || stop.IsFirstOnLine(found)) {
    return std::nullopt;
  }
  auto diagnostic = stop.AtFound(Code::kUnquotedText, {Excerpt(found)});
  if (wants_label) {
    diagnostic.WithHelp(
        "name the exception first: `unless \"approved in writing\" preceded by (EVENT within 30 "
        "days)`");
  }
  std::string_view text = wants_constant || in_tags ? found : stop.rest_of_line();
  // A file's name ends at the blank.
  const std::string_view first = text.substr(0, text.find(' '));
  if (first.find('.') != std::string_view::npos && stop.Back(1) == "from") text = first;
  if (stop.Back(1) == "of" || stop.Back(1) == ",") text = found;
  // `message x` means the value.
  if (stop.Back(1) == "message" && text == found) {
    return diagnostic.WithFix(stop.SpanOf(text), fmt::format("\"{{{}}}\"", text));
  }
  const bool is_path = wants_constant && stop.rest().substr(found.size()).starts_with(".");
  if (is_path) {
    return diagnostic.WithHelp("a constant stands there: text in double quotes, a number, a time");
  }
  if (!wants_label && text.find_first_of("\"\\,") == std::string_view::npos) {
    diagnostic.WithFix(stop.SpanOf(text), fmt::format("\"{}\"", text));
  }
  return diagnostic;
}

}  // namespace abide::syntax
