#include "expressions/text_set.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"

namespace abide::expressions {

// Up to this many texts, comparing each is about as fast as hashing one.
constexpr std::size_t kFewTexts = 8;

struct TextSet::Impl {
  values::Case case_rule;
  absl::flat_hash_set<std::string> texts;  // folded, if case is ignored
};

TextSet::TextSet(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TextSet::~TextSet() = default;

std::shared_ptr<const TextSet> TextSet::Of(std::span<const values::Value> elements,
                                           values::Case case_rule) {
  if (elements.size() <= kFewTexts) return nullptr;
  auto impl = std::make_unique<Impl>();
  impl->case_rule = case_rule;
  for (const values::Value& element : elements) {
    if (element.kind() != values::Value::Kind::kText) return nullptr;
    impl->texts.insert(case_rule == values::Case::kIgnore ? values::Fold(element.text())
                                                          : std::string(element.text()));
  }
  return std::shared_ptr<const TextSet>(new TextSet(std::move(impl)));
}

bool TextSet::Holds(std::string_view text) const {
  if (impl_->case_rule == values::Case::kIgnore) return impl_->texts.contains(values::Fold(text));
  // Abseil's own view: Debian builds it without the standard's.
  return impl_->texts.contains(absl::string_view(text.data(), text.size()));
}

}  // namespace abide::expressions
