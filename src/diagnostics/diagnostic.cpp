#include "diagnostics/diagnostic.h"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "diagnostics/assert.h"

namespace abide::diagnostics {
namespace {

bool SameFault(const Diagnostic& a, const Diagnostic& b) {
  return std::tie(a.where, a.code, a.arguments) == std::tie(b.where, b.code, b.arguments);
}

bool ComesBefore(const Diagnostic& a, const Diagnostic& b) {
  return std::tie(a.where, a.code, a.arguments) < std::tie(b.where, b.code, b.arguments);
}

char LowerAscii(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours cost 1
// each; letters that differ only in case are the same. O(|a| |b|) time, O(|b|) memory.
std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last = std::exchange(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = LowerAscii(a[i - 1]) == LowerAscii(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && LowerAscii(a[i - 1]) == LowerAscii(b[j - 2]) &&
                           LowerAscii(a[i - 2]) == LowerAscii(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

Diagnostic& Diagnostic::WithLabel(Span span, std::string text) {
  labels.push_back({span, std::move(text)});
  return *this;
}

Diagnostic& Diagnostic::WithFix(Span span, std::string replacement) {
  fixes.push_back({span, std::move(replacement)});
  return *this;
}

Diagnostic& Diagnostic::WithHelp(std::string text) {
  help = std::move(text);
  return *this;
}

Severity Diagnostic::severity() const { return level.value_or(Entry(code).severity); }

std::string Diagnostic::Message() const {
  std::string_view pattern = Entry(code).message;
  std::string message;
  std::size_t used = 0;
  for (std::size_t hole = pattern.find("{}"); hole != std::string_view::npos;
       hole = pattern.find("{}")) {
    ABIDE_ASSERT(used < arguments.size(), "a message has an argument for each hole");
    message += pattern.substr(0, hole);
    message += arguments[used++];
    pattern.remove_prefix(hole + 2);
  }
  ABIDE_ASSERT(used == arguments.size(), "a message has a hole for each argument");
  message += pattern;
  return message;
}

std::string Diagnostic::Help() const { return help.empty() ? std::string(Entry(code).help) : help; }

Diagnostic& DiagnosticSink::Add(Code code, Span span, std::vector<std::string> arguments) {
  return Add(Diagnostic{code, span, std::move(arguments), {}, {}, {}});
}

Diagnostic& DiagnosticSink::Add(Code code, PathPlace place, std::vector<std::string> arguments) {
  return Add(Diagnostic{code, std::move(place), std::move(arguments), {}, {}, {}});
}

Diagnostic& DiagnosticSink::Add(Code code, LogPlace place, std::vector<std::string> arguments) {
  return Add(Diagnostic{code, std::move(place), std::move(arguments), {}, {}, {}});
}

Diagnostic& DiagnosticSink::Add(Code code, std::vector<std::string> arguments) {
  return Add(Diagnostic{code, std::monostate{}, std::move(arguments), {}, {}, {}});
}

Diagnostic& DiagnosticSink::Add(Diagnostic diagnostic) {
  if (diagnostic.severity() == Severity::kError) ++errors_;
  all_.push_back(std::move(diagnostic));
  return all_.back();
}

std::vector<Diagnostic> DiagnosticSink::Sorted() const {
  std::vector<Diagnostic> sorted = all_;
  std::stable_sort(sorted.begin(), sorted.end(), ComesBefore);
  sorted.erase(std::unique(sorted.begin(), sorted.end(), SameFault), sorted.end());
  return sorted;
}

std::optional<std::string> NearestName(std::string_view word,
                                       const std::vector<std::string>& candidates) {
  // Longer words are no names that somebody typed, and would cost a quadratic comparison.
  constexpr std::size_t kLongestWord = 80;
  if (word.empty() || word.size() > kLongestWord) return std::nullopt;
  const std::size_t limit = std::max<std::size_t>(word.size(), 3) / 3;
  const std::string* nearest = nullptr;
  std::size_t nearest_distance = limit + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > word.size() + limit || word.size() > candidate.size() + limit) continue;
    const std::size_t distance = EditDistance(word, candidate);
    const bool nearer = distance < nearest_distance ||
                        (distance == nearest_distance && nearest && candidate < *nearest);
    if (!nearer || candidate == word) continue;
    nearest = &candidate;
    nearest_distance = distance;
  }
  if (nearest == nullptr) return std::nullopt;
  return *nearest;
}

}  // namespace abide::diagnostics
