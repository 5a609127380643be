#include "lsp/completion_context.h"

#include "lsp/patterns.h"
#include "lsp/tokens.h"
#include "syntax/lexemes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string_view>

namespace abide::lsp {
namespace {

using Where = CompletionContext::Place;
using Kind = Token::Kind;

class Finder {
 public:
  Finder(const View& view, std::uint32_t offset)
      : view_(view),
        piece_(view.pieces().At(offset)),
        cursor_(offset - std::min(offset, piece_.begin)),
        sight_(view.rules) {
    text_ = std::string_view(view.document.text.bytes()).substr(piece_.begin, piece_.size);
    tokens_ = Tokens(text_);
  }

  CompletionContext Run() {
    context_.begin = piece_.begin + cursor_;
    context_.end = context_.begin;
    if (AtBeginning()) {
      context_.place = Where::kBeginning;
      TakeWord();
      return context_;
    }
    if (InComment()) return context_;
    const Token* const string = StringAround();
    TakeWord();
    CutTokens(string);
    if (tokens_.empty()) return context_;
    const InSight sight = sight_.At(tokens_, text_);
    for (const InSight::Pattern& each : sight.patterns) {
      patterns_[each.name] = each.events;
      context_.names.emplace_back(each.name, each.event);
    }
    nearest_ = sight.nearest;
    context_.nearest = nearest_;
    if (string != nullptr) {
      InString(*string);
    } else {
      InDeclaration();
    }
    return context_;
  }

 private:
  // In column one, or behind a word that begins there.
  bool AtBeginning() const {
    std::size_t begin = cursor_;
    while (begin > 0 && syntax::IsWordCharacter(text_[begin - 1])) --begin;
    return begin == 0 || text_[begin - 1] == '\n';
  }

  bool InComment() const {
    return std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return token.kind == Kind::kComment && token.begin < cursor_ && cursor_ <= token.end;
    });
  }

  const Token* StringAround() const {
    const auto it = std::find_if(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      const bool is_inside = token.begin < cursor_ && (cursor_ < token.end || token.is_open);
      return token.kind == Kind::kString && is_inside && cursor_ <= token.end;
    });
    return it == tokens_.end() ? nullptr : &*it;
  }

  // The word around the cursor is what gets replaced.
  void TakeWord() {
    const bool is_id = IsIdPlace();
    const auto is_part = [&](std::size_t at) {
      const bool joins = text_[at] == '-' || text_[at] == '/' || text_[at] == '.';
      return syntax::IsWordCharacter(text_[at]) || (is_id && joins);
    };
    std::size_t begin = cursor_;
    while (begin > 0 && is_part(begin - 1)) --begin;
    std::size_t end = cursor_;
    while (end < text_.size() && is_part(end)) ++end;
    begin_ = static_cast<std::uint32_t>(begin);
    context_.begin = piece_.begin + begin_;
    context_.end = piece_.begin + static_cast<std::uint32_t>(end);
  }

  // Ids of clauses have signs in them that elsewhere stand between words.
  bool IsIdPlace() const {
    const std::string_view line = LineUpTo(cursor_);
    const std::string_view word = DeclarationWord();
    if (word == "permit" || word == "waive")
      return line.starts_with(word) && line.find("where") == std::string_view::npos;
    if (word != "test") return false;
    return line.find("=>") != std::string_view::npos ||
           (line.starts_with("test") && line.find(" of ") != std::string_view::npos);
  }

  std::string_view LineUpTo(std::size_t at) const {
    const std::size_t before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    return text_.substr(begin, at - begin);
  }

  std::string_view DeclarationWord() const {
    for (const Token& token : tokens_) {
      if (token.kind == Kind::kWord) return token.In(text_);
      if (token.kind != Kind::kComment) break;
    }
    return {};
  }

  // Leaves those that end in front of the word, or of the string.
  void CutTokens(const Token* string) {
    const std::uint32_t limit = string != nullptr ? string->begin : begin_;
    std::erase_if(tokens_, [&](const Token& token) {
      return token.end > limit || token.kind == Kind::kComment;
    });
  }

  std::string_view Word(std::size_t back) const {
    if (back >= tokens_.size()) return {};
    return tokens_[tokens_.size() - 1 - back].In(text_);
  }
  bool IsWord(std::size_t back) const {
    return back < tokens_.size() && tokens_[tokens_.size() - 1 - back].kind == Kind::kWord;
  }

  // --- In a string

  void InString(const Token& string) {
    context_.in_string = true;
    if (DeclarationWord() == "import") {
      context_.place = Where::kImport;
      ReplaceString(string);
      return;
    }
    if (IsWord(0) && Word(0) == "message") {
      InMessage(string);
      return;
    }
    if (!FindComparedField()) return;
    context_.place = Where::kValue;
    ReplaceString(string);
  }

  // All between the quotes.
  void ReplaceString(const Token& string) {
    const bool is_closed = !string.is_open && string.end > string.begin + 1;
    context_.begin = piece_.begin + string.begin + 1;
    context_.end = piece_.begin + string.end - (is_closed ? 1 : 0);
  }

  // Holes hold expressions.
  void InMessage(const Token& string) {
    const std::string_view before = text_.substr(string.begin, cursor_ - string.begin);
    const std::size_t open = before.rfind('{');
    const std::size_t close = before.rfind('}');
    if (open == std::string_view::npos || (close != std::string_view::npos && close > open)) return;
    context_.in_string = false;
    context_.in_hole = true;
    const std::size_t dot = before.rfind('.');
    if (dot != std::string_view::npos && dot > open) {
      const std::string head(before.substr(open + 1, dot - open - 1));
      const auto pattern = patterns_.find(head);
      if (pattern == patterns_.end()) return;
      context_.place = Where::kField;
      context_.events = pattern->second;
      return;
    }
    context_.place = Where::kExpression;
  }

  // --- Elsewhere

  void InDeclaration() {
    const std::string_view declaration = DeclarationWord();
    if (Word(0) == ".") return BehindDot();
    if (declaration == "permit" || declaration == "waive") {
      if (tokens_.size() == 1) {
        context_.place = Where::kClause;
        return;
      }
      context_.words = declaration == "permit"
                           ? std::vector<std::string>{"where", "cites", "effective"}
                           : std::vector<std::string>{"where", "until", "because", "by"};
      TakeClauseFields();
    }
    if (declaration == "event") return InEvent();
    if (declaration == "test") return InTest();
    if (declaration == "source") return InSource();
    if (declaration == "policy") return Attributes({"by", "url", "version", "effective"});
    if (declaration == "table") return Attributes({"from", "key", "valid", "until"});
    if (declaration == "list") return Attributes({"from", "column"});
    if (declaration == "import" || declaration == "parameter") return;
    InRule();
  }

  void Attributes(std::vector<std::string> words) {
    context_.place = Where::kAttribute;
    context_.words = std::move(words);
  }

  // `where` of a permission sees what the clause's exceptions see.
  void TakeClauseFields() {
    std::string id;
    for (std::size_t i = 1;
         i < tokens_.size() && tokens_[i].begin == tokens_[i - 1].end + (i == 1 ? 1 : 0); ++i) {
      id += tokens_[i].In(text_);
    }
    const check::CheckedRules& rules = view_.rules.rules();
    for (const check::Clause& clause : rules.clauses) {
      if (clause.id != id) continue;
      for (const check::AboutItem& item : clause.about)
        context_.names.emplace_back(item.name, "about");
      const auto* const forbid = std::get_if<check::Forbid>(&clause.norm);
      if (forbid == nullptr) continue;
      for (const check::PatternCase& each : forbid->pattern.cases) {
        context_.nearest.push_back(rules.schema.Type(each.kind).name);
      }
    }
  }

  void BehindDot() {
    if (Word(1) == "]") {
      std::size_t back = 2;
      std::size_t depth = 1;
      for (; back < tokens_.size() && depth > 0; ++back) {
        if (Word(back) == "]") ++depth;
        if (Word(back) == "[") --depth;
      }
      context_.table = std::string(Word(back));
      context_.place = Where::kColumn;
      return;
    }
    // A dotted name: its first word decides, what follows is the beginning of a field's name.
    std::size_t back = 1;
    while (IsWord(back) && Word(back + 1) == "." && IsWord(back + 2)) back += 2;
    const auto pattern = patterns_.find(std::string(Word(back)));
    if (pattern == patterns_.end()) {
      context_.events = sight_.EventsOf(std::string(Word(back)));
    } else {
      context_.events = pattern->second;
    }
    if (context_.events.empty()) return;
    context_.place = Where::kField;
    if (back == 1) return;
    // The whole of the field's name is replaced.
    context_.begin = piece_.begin + tokens_[tokens_.size() - back].end;
  }

  void InEvent() {
    const std::size_t on_line = TokensOnLine();
    if (on_line == 1 && Word(0) != "flow") context_.place = Where::kType;
    if (on_line == 0) Attributes({"flow"});
    if (on_line == 0) return;
    const bool is_flow = tokens_[tokens_.size() - on_line].In(text_) == "flow";
    if (!is_flow) return;
    context_.place = Where::kExpression;
    if (tokens_.size() > 1) context_.nearest = sight_.EventsOf(std::string(tokens_[1].In(text_)));
    context_.words = {"replacing", "weighed by"};
  }

  // Of those in front of the cursor.
  std::size_t TokensOnLine() const {
    const std::size_t start = cursor_ - LineUpTo(cursor_).size();
    return static_cast<std::size_t>(std::count_if(
        tokens_.begin(), tokens_.end(), [&](const Token& token) { return token.begin >= start; }));
  }

  void InTest() {
    const std::size_t on_line = TokensOnLine();
    if (Word(0) == "of" && tokens_.size() <= 3) {
      context_.place = Where::kClauseOfTest;
      return;
    }
    if (Word(0) == "given") {
      context_.place = Where::kGiven;
      return;
    }
    if (!tokens_.empty() && tokens_.back().kind == Kind::kTime) {
      context_.place = Where::kEvent;
      return;
    }
    const std::string_view line = LineUpTo(cursor_);
    if (line.find("=>") != std::string_view::npos) {
      context_.place = Where::kVerdict;
      return;
    }
    if (Word(0) == "{" || Word(0) == ",") return RecordKey();
    if (Word(0) == ":") {
      context_.field = std::string(Word(1));
      context_.events = nearest_;
      context_.place = Where::kValue;
      return;
    }
    if (on_line == 0) Attributes({"given", "as of"});
  }

  void RecordKey() {
    context_.events = nearest_;
    context_.place = Where::kRecordKey;
  }

  void InSource() {
    context_.in_source = true;
    if (Word(0) == "event") {
      context_.place = Where::kEvent;
      return;
    }
    if (TokensOnLine() == 0) {
      context_.events = nearest_;
      context_.place = Where::kAssignment;
      return;
    }
    context_.nearest.clear();
    context_.names.clear();
    context_.place = Where::kExpression;
    context_.words = {"when", "for"};
  }

  void InRule() {
    const std::string_view before = Word(0);
    if (before == "severity") {
      context_.place = Where::kSeverity;
      return;
    }
    static constexpr std::array<std::string_view, 10> kPattern = {
        "forbid", "before", "require", "after", "around", "earlier", "no", "on", "by", "from"};
    const bool opens = before == "(" && (Word(1) == "by" || Word(1) == "count" || Word(1) == "no" ||
                                         Word(1) == "require" || Word(1) == "from");
    const bool counts = before == "of" && InAggregate();
    if (IsAmong(before, kPattern) || opens || counts) {
      context_.place = Where::kPattern;
      return;
    }
    if (TokensOnLine() == 0 && DeclarationWord() == "clause") AddAttributes();
    if (DeclarationWord() == "state" && TokensOnLine() == 0) {
      context_.words = {"starts on", "ends on"};
    }
    FindComparedField();
    context_.place = Where::kExpression;
  }

  bool InAggregate() const {
    for (std::size_t back = 1; back < tokens_.size(); ++back) {
      if (Word(back) == "(") return true;
      if (Word(back) == ")") return false;
    }
    return false;
  }

  void AddAttributes() {
    context_.words = {"cites",     "severity", "tags",   "unless", "about",  "message", "remedy",
                      "effective", "forbid",   "before", "after",  "around", "limit",   "require"};
  }

  // The field on the left of `==`, `in [` and the like, and whose it is. False if there is none.
  bool FindComparedField() {
    std::size_t back = 0;
    while (Word(back) == "," || Word(back) == "[" ||
           (back < tokens_.size() && tokens_[tokens_.size() - 1 - back].kind == Kind::kString)) {
      ++back;
    }
    if (Word(back) == ":" && DeclarationWord() == "test") {
      context_.field = std::string(Word(back + 1));
      context_.events = nearest_;
      return true;
    }
    static constexpr std::array<std::string_view, 3> kCompare = {"==", "!=", "in"};
    if (!IsAmong(Word(back), kCompare)) return false;
    ++back;
    if (Word(back) == "not") ++back;
    std::vector<std::string_view> words = {Word(back)};
    for (; Word(back + 1) == "." && IsWord(back + 2); back += 2) words.push_back(Word(back + 2));
    std::reverse(words.begin(), words.end());
    const std::string dotted = fmt::format("{}", fmt::join(words, "."));
    const std::size_t dot = dotted.find('.');
    const auto pattern = patterns_.find(dotted.substr(0, dot));
    if (dot != std::string::npos && pattern != patterns_.end()) {
      context_.field = dotted.substr(dot + 1);
      context_.events = pattern->second;
    } else {
      context_.field = dotted;
      context_.events = context_.nearest;
    }
    return true;
  }

  const View& view_;
  const Piece& piece_;
  std::uint32_t cursor_;     // in the piece
  std::uint32_t begin_ = 0;  // of the word around the cursor
  std::string_view text_;
  std::vector<Token> tokens_;
  PatternFinder sight_;
  std::map<std::string, std::vector<std::string>> patterns_;  // name -> events
  std::vector<std::string> nearest_;
  CompletionContext context_;
};

}  // namespace

CompletionContext ContextAt(const View& view, std::uint32_t offset) {
  return Finder(view, offset).Run();
}

}  // namespace abide::lsp
