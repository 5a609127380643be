// RE2 makes one automaton of all patterns, state by state as texts need them. Patterns that go on
// over any text (`a.*b`) stay half matched to a text's end, each by itself, so that n of them can
// need 2^n states: a set does not take them.

#include <re2/set.h>

#include <algorithm>

#include "values/re2_options.h"
#include "values/text.h"

namespace abide::values {
namespace {

// For the program of all patterns and the states that RE2 keeps of it.
constexpr std::int64_t kMostSetMemory = std::int64_t{32} << 20;

// Whether something wide (`.`, `[…]`, `(…)`, `\w`, `\S` …) is repeated. Errs on the side of yes.
bool RepeatsWidely(std::string_view pattern) {
  bool is_wide = false;  // what stands before
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (is_wide && (c == '*' || c == '+' || c == '{')) return true;
    is_wide = c == '.' || c == ')' || c == ']';
    if (c != '\\' || ++i == pattern.size()) continue;
    const char escaped = pattern[i];
    if (escaped == 'Q' || escaped == 'C') return true;
    is_wide = (escaped >= 'A' && escaped <= 'Z') || escaped == 'w' || escaped == 'p';
    // `\pN`, `\p{Greek}`: the brace is none of a repeat.
    if (escaped != 'p' && escaped != 'P') continue;
    const bool is_named = pattern.substr(i + 1).starts_with('{');
    i = is_named ? std::min(pattern.find('}', i), pattern.size()) : i + 1;
  }
  return false;
}

}  // namespace

struct PatternSet::Impl {
  explicit Impl(Case case_rule) : set(OptionsFor(case_rule, kMostSetMemory), RE2::UNANCHORED) {}

  std::optional<std::size_t> Add(const re2::StringPiece& pattern) {
    const int number = set.Add(pattern, nullptr);
    if (number < 0) return std::nullopt;
    ++size;
    return static_cast<std::size_t>(number);
  }

  RE2::Set set;
  std::size_t size = 0;
  bool compiled = false;
};

PatternSet::PatternSet(Case case_rule) : impl_(std::make_unique<Impl>(case_rule)) {}
PatternSet::~PatternSet() = default;

std::optional<std::size_t> PatternSet::AddRegex(std::string_view pattern) {
  if (RepeatsWidely(pattern)) return std::nullopt;
  return impl_->Add(Piece(pattern));
}

std::optional<std::size_t> PatternSet::AddText(std::string_view part) {
  return impl_->Add(RE2::QuoteMeta(Piece(part)));
}

std::size_t PatternSet::size() const { return impl_->size; }

bool PatternSet::Compile() { return impl_->compiled = impl_->set.Compile(); }

bool PatternSet::Find(std::string_view text, std::vector<int>& found) const {
  found.clear();
  if (!impl_->compiled) return false;
  RE2::Set::ErrorInfo error{};
  if (impl_->set.Match(Piece(text), &found, &error)) return true;
  return error.kind == RE2::Set::kNoError;
}

}  // namespace abide::values
