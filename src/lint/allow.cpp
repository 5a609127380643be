#include "lint/allow.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "lint/checks.h"
#include "syntax/lexemes.h"

namespace abide::lint {
namespace {

constexpr std::string_view kMark = "lint:";
constexpr std::string_view kAllow = "allow";
constexpr std::string_view kAllowFile = "allow-file";
constexpr std::string_view kBecause = "because";

struct Allowed {
  std::string id;
  Span span;   // of the id in the comment
  Span scope;  // remarks that begin in it are switched off
  std::optional<Code> code;
  bool is_used = false;
};

// Whether a `/` that stands behind `text` begins a regular expression and is no division.
bool RegexFollows(std::string_view text) {
  while (!text.empty() && syntax::IsBlank(text.back())) text.remove_suffix(1);
  return text.ends_with("matches") || text.ends_with(',');
}

// Where a comment begins, first to last. A `#` in a text or a regular expression begins none.
std::vector<std::size_t> CommentsOf(std::string_view text) {
  std::vector<std::size_t> comments;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const char* behind = nullptr;
    if (*at == '"') behind = syntax::MatchString(at, end);
    if (*at == '/' && RegexFollows(syntax::Between(text.data(), at)))
      behind = syntax::MatchRegex(at, end);
    if (*at == '#') {
      comments.push_back(static_cast<std::size_t>(at - text.data()));
      behind = std::find(at, end, '\n');
    }
    at = behind != nullptr ? behind : at + 1;
  }
  return comments;
}

std::string_view Trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return syntax::IsBlank(c); };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

class FileComments {
 public:
  FileComments(const RuleText& file, std::string_view text, std::vector<Allowed>& allowed,
               std::vector<Diagnostic>& faults)
      : file_(file), text_(text), allowed_(allowed), faults_(faults) {}

  void Read() {
    for (const std::size_t begin : CommentsOf(text_)) {
      const std::size_t end = std::min(text_.find('\n', begin), text_.size());
      const std::string_view comment = Trimmed(text_.substr(begin + 1, end - begin - 1));
      if (comment.starts_with(kMark)) ReadMark(begin, Trimmed(comment.substr(kMark.size())));
    }
  }

 private:
  Span SpanOf(std::size_t begin, std::size_t end) const {
    return {file_.id, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  Span SpanOf(std::string_view part) const {
    const auto begin = static_cast<std::size_t>(part.data() - text_.data());
    return SpanOf(begin, begin + part.size());
  }

  Diagnostic& Fault(Code code, Span span, std::string argument) {
    faults_.push_back({code, span, {std::move(argument)}, {}, {}, {}});
    return faults_.back();
  }

  void ReadMark(std::size_t begin, std::string_view words) {
    const std::size_t blank = std::min(words.find(' '), words.size());
    const std::string_view verb = words.substr(0, blank);
    if (verb != kAllow && verb != kAllowFile) {
      Fault(Code::kAllowUnknown, SpanOf(words), "it does not say `allow` or `allow-file`");
      return;
    }
    words = Trimmed(words.substr(blank));
    const std::size_t because = std::min(words.find(kBecause), words.size());
    const std::string_view codes = Trimmed(words.substr(0, because));
    const bool has_reason =
        because < words.size() && !Trimmed(words.substr(because + kBecause.size())).empty();
    const bool is_file = verb == kAllowFile;
    if (is_file && begin > FirstDeclaration()) {
      Fault(Code::kAllowUnknown, SpanOf(verb), "`allow-file` stands above the first declaration")
          .WithHelp(
              "move it above the first declaration, or write `allow` above the one that it is for");
      return;
    }
    ReadCodes(codes, is_file ? SpanOf(0, text_.size() + 1) : ScopeOf(begin), has_reason);
  }

  void ReadCodes(std::string_view codes, Span scope, bool has_reason) {
    if (codes.empty()) Fault(Code::kAllowUnknown, SpanOf(codes), "it names no code");
    while (!codes.empty()) {
      const std::size_t comma = std::min(codes.find(','), codes.size());
      const std::string_view id = Trimmed(codes.substr(0, comma));
      codes.remove_prefix(std::min(comma + 1, codes.size()));
      const std::optional<Code> code = diagnostics::CodeOfId(id);
      if (!code || !IsLintCode(*code)) {
        Fault(Code::kAllowUnknown, SpanOf(id),
              "`abide lint` has no code `" + std::string(id) + '`');
      } else {
        // One remark is enough: the comment says what is meant.
        if (!has_reason) Fault(Code::kAllowWithoutReason, SpanOf(id), std::string(id));
        allowed_.push_back({std::string(id), SpanOf(id), scope, code});
      }
    }
  }

  std::size_t FirstDeclaration() const {
    return file_.ast.declarations.empty() ? text_.size()
                                          : file_.ast.declarations.front().span.begin;
  }

  std::size_t LineEnd(std::size_t at) const { return std::min(text_.find('\n', at), text_.size()); }

  // Of a comment behind other words: its line. Of one on a line of its own: the next line that is
  // neither empty nor a comment, and where a declaration begins there, all of it.
  Span ScopeOf(std::size_t begin) const {
    const std::size_t line_break =
        begin == 0 ? std::string_view::npos : text_.rfind('\n', begin - 1);
    std::size_t line = line_break == std::string_view::npos ? 0 : line_break + 1;
    if (Trimmed(text_.substr(line, begin - line)).empty()) {
      std::string_view words;
      do {
        line = std::min(LineEnd(line) + 1, text_.size());
        words = Trimmed(text_.substr(line, LineEnd(line) - line));
      } while (line < text_.size() && (words.empty() || words.front() == '#'));
    }
    for (const syntax::Declaration& each : file_.ast.declarations) {
      if (each.span.begin == line) return each.span;
    }
    return SpanOf(line, LineEnd(line));
  }

  const RuleText& file_;
  std::string_view text_;
  std::vector<Allowed>& allowed_;
  std::vector<Diagnostic>& faults_;
};

bool SwitchesOff(const Allowed& allowed, const Diagnostic& remark) {
  const auto* span = std::get_if<Span>(&remark.where);
  return span != nullptr && allowed.code == remark.code && span->file == allowed.scope.file &&
         span->begin >= allowed.scope.begin && span->begin < allowed.scope.end;
}

}  // namespace

void ApplyComments(const Subject& subject, const std::set<Code>& off,
                   std::vector<Diagnostic>& remarks) {
  std::vector<Allowed> allowed;
  std::vector<Diagnostic> faults;
  for (const RuleText& file : subject.files) {
    if (!file.is_subject) continue;
    FileComments(file, subject.sources.File(file.id).text(), allowed, faults).Read();
  }
  std::erase_if(remarks, [&allowed](const Diagnostic& remark) {
    bool is_covered = false;
    for (Allowed& each : allowed) {
      if (!SwitchesOff(each, remark)) continue;
      each.is_used = true;
      is_covered = true;
    }
    return is_covered;
  });
  for (const Allowed& each : allowed) {
    if (each.is_used || off.contains(*each.code)) continue;
    faults.push_back({Code::kAllowSilencesNothing, each.span, {each.id}, {}, {}, {}});
  }
  remarks.insert(remarks.end(), faults.begin(), faults.end());
}

}  // namespace abide::lint
