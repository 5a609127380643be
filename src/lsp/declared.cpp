#include "lsp/declared.h"

#include "check/policies.h"
#include "plan/plan.h"
#include "syntax/lexemes.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace abide::lsp {
namespace {

using check::NameKind;

// Longer declarations are cut off.
constexpr std::size_t kMostLines = 40;

std::string_view TrimmedEnd(std::string_view text) {
  while (!text.empty() && syntax::IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view TrimmedStart(std::string_view text) {
  while (!text.empty() && syntax::IsBlank(text.front())) text.remove_prefix(1);
  return text;
}

std::string_view LineAround(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(begin, std::min(text.find('\n', begin), text.size()) - begin);
}

std::string_view CommentIn(std::string_view line) {
  line = TrimmedStart(line);
  if (!line.starts_with('#')) return {};
  line.remove_prefix(1);
  return TrimmedEnd(TrimmedStart(line));
}

// Where a comment at the end of a line begins: `#` that stands in no string.
std::string_view CommentBehind(std::string_view line) {
  bool in_string = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (in_string && line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      in_string = !in_string;
    } else if (line[i] == '#' && !in_string) {
      return CommentIn(line.substr(i));
    }
  }
  return {};
}

std::string FirstLines(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t line = 0; line < kMostLines; ++line) {
    end = text.find('\n', end);
    if (end == std::string_view::npos) return std::string(text);
    ++end;
  }
  return std::string(text.substr(0, end)) + "  …";
}

// As it was written, without the comments that stand behind it.
std::string Written(const RuleSet& rules, const syntax::Declaration& declaration) {
  return FirstLines(TrimmedEnd(rules.TextOf(declaration.span)));
}

class Describer {
 public:
  Describer(const View& view, const Place& declared, NameKind kind)
      : view_(view), place_(declared), kind_(kind) {}

  std::string Run() {
    const auto declared = DeclarationAt(view_.rules, place_);
    const std::string* const text = view_.rules.TextOf(place_.path);
    if (!declared || text == nullptr) return {};
    std::string words;
    switch (kind_) {
      case NameKind::kField:
        words = Field(declared->declaration);
        break;
      case NameKind::kVariable:
        words = Variable(*text);
        break;
      case NameKind::kClause:
        words = Clause(declared->declaration);
        break;
      default:
        words = Fenced(Written(view_.rules, declared->declaration));
    }
    const std::string comments = CommentsAt(*text, place_.begin);
    if (!comments.empty()) words += "\n\n" + Escaped(comments);
    if (kind_ == NameKind::kTable) words += Rows();
    if (kind_ == NameKind::kParameter) words += Value(*text);
    if (kind_ == NameKind::kEvent) words += Uses();
    return words;
  }

 private:
  std::string Field(const syntax::Declaration& declaration) const {
    const auto* const event = std::get_if<syntax::Event>(&declaration.node);
    if (event == nullptr) return {};
    std::string line;
    std::string of = fmt::format("Of `{}`", event->name.text);
    if (event->doc) of += ": " + Escaped(event->doc->value);
    for (const syntax::Field& field : event->fields) {
      if (view_.rules.Locate(field.name.span) != place_) continue;
      line = std::string(view_.rules.TextOf(field.span));
      if (field.optional) of += "\n\nMay be absent: what hangs on it is undetermined then.";
    }
    return Fenced(line) + "\n\n" + of;
  }

  std::string Variable(const std::string& text) const {
    return Fenced(TrimmedStart(TrimmedEnd(LineAround(text, place_.begin))));
  }

  std::string Clause(const syntax::Declaration& declaration) const {
    std::string words = Fenced(Written(view_.rules, declaration));
    const check::Clause* const clause = ClauseHere();
    if (clause == nullptr) return words;
    words += "\n\n`" + clause->id + "`";
    if (!clause->version.empty()) words += ", version " + Escaped(clause->version);
    words += ", in force " + Escaped(check::InWords(clause->effective));
    if (!view_.rules.has_errors()) words += Remembered(*clause);
    return words;
  }

  const check::Clause* ClauseHere() const {
    for (const check::Clause& each : view_.rules.rules().clauses) {
      const auto at = view_.rules.Locate(each.span);
      if (at && at->path == place_.path && at->begin <= place_.begin && place_.end <= at->end) {
        return &each;
      }
    }
    return nullptr;
  }

  // The memories that the engine keeps for it, as `abide plan` says.
  std::string Remembered(const check::Clause& clause) const {
    diagnostics::DiagnosticSink sink;
    const plan::Plan plan = plan::Compile(view_.rules.rules(), {{clause.id}}, sink);
    return "\n\nWhat it remembers and reads:\n\n" + Fenced(FirstLines(plan::Dump(plan)));
  }

  std::string Rows() const {
    for (const check::Table& table : view_.rules.rules().tables) {
      if (table.name != Name()) continue;
      std::string columns;
      for (const std::string& each : table.columns) {
        columns += (columns.empty() ? "" : ", ") + Escaped(each);
      }
      return fmt::format("\n\nColumns: {}. Rows: {}.", columns, table.rows.size());
    }
    return {};
  }

  std::string Value(const std::string& /*text*/) const {
    const auto& parameters = view_.rules.rules().parameters;
    const auto value = parameters.find(Name());
    if (value == parameters.end()) return {};
    return "\n\nIts value now: " + Escaped(value->second);
  }

  std::string Uses() const {
    const std::size_t uses = view_.names().UsesOf({place_}).size() - 1;
    return fmt::format("\n\nNamed at {} other place{}.", uses, uses == 1 ? "" : "s");
  }

  std::string Name() const {
    const std::string* const text = view_.rules.TextOf(place_.path);
    return text->substr(place_.begin, place_.end - place_.begin);
  }

  const View& view_;
  const Place& place_;
  NameKind kind_;
};

}  // namespace

std::optional<Declared> DeclarationAt(const RuleSet& rules, const Place& place) {
  for (const RuleSet::File& file : rules.Files()) {
    if (file.path != place.path) continue;
    for (const syntax::Declaration& each : file.ast->declarations) {
      const auto at = rules.Locate(each.span);
      if (at && at->begin <= place.begin && place.end <= at->end) return Declared{each, file.path};
    }
  }
  return std::nullopt;
}

std::string CommentsAt(std::string_view text, std::uint32_t begin) {
  std::vector<std::string_view> lines;
  const std::string_view own = LineAround(text, begin);
  const char* line = own.data();
  while (line != text.data()) {
    const std::string_view above =
        LineAround(text, static_cast<std::size_t>(line - text.data()) - 1);
    if (CommentIn(above).empty() || lines.size() == kMostLines) break;
    lines.push_back(CommentIn(above));
    line = above.data();
  }
  std::string comments;
  for (auto it = lines.rbegin(); it != lines.rend(); ++it) {
    comments += (comments.empty() ? "" : " ") + std::string(*it);
  }
  const std::string_view behind = CommentBehind(own);
  if (!behind.empty()) comments += (comments.empty() ? "" : " ") + std::string(behind);
  return comments;
}

std::string TypeText(const expressions::Type& type, bool optional) {
  return expressions::ToString(type) + (optional ? "?" : "");
}

std::string Description(const View& view, const Place& declared, NameKind kind) {
  return Describer(view, declared, kind).Run();
}

}  // namespace abide::lsp
