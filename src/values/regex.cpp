#include "values/re2_options.h"
#include "values/text.h"

namespace abide::values {
namespace {

// For the program of one expression and the states that RE2 keeps of it.
constexpr std::int64_t kMostRegexMemory = std::int64_t{4} << 20;

}  // namespace

struct Regex::Impl {
  Impl(std::string_view pattern, Case case_rule)
      : re2(Piece(pattern), OptionsFor(case_rule, kMostRegexMemory)) {}

  RE2 re2;
};

Regex::Regex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Regex::~Regex() = default;

std::shared_ptr<const Regex> Regex::Compile(std::string_view pattern, Case case_rule,
                                            std::string* error) {
  auto impl = std::make_unique<Impl>(pattern, case_rule);
  if (!impl->re2.ok()) {
    if (error != nullptr) *error = impl->re2.error();
    return nullptr;
  }
  return std::shared_ptr<const Regex>(new Regex(std::move(impl)));
}

bool Regex::Matches(std::string_view text) const {
  return impl_->re2.Match(Piece(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0);
}

std::optional<std::string_view> Regex::Capture(std::string_view text) const {
  re2::StringPiece groups[2];
  const int wanted = group_count() > 0 ? 2 : 1;
  if (!impl_->re2.Match(Piece(text), 0, text.size(), RE2::UNANCHORED, groups, wanted)) {
    return std::nullopt;
  }
  const re2::StringPiece& found = groups[wanted - 1];
  if (found.data() == nullptr && !(wanted == 1 && text.empty())) return std::nullopt;
  return std::string_view(found.data(), found.size());
}

Case Regex::case_rule() const {
  return impl_->re2.options().case_sensitive() ? Case::kRespect : Case::kIgnore;
}

std::string_view Regex::pattern() const { return impl_->re2.pattern(); }

int Regex::group_count() const { return impl_->re2.NumberOfCapturingGroups(); }

}  // namespace abide::values
