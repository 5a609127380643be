#include "proposals/looks.h"

#include <array>
#include <memory>

#include "diagnostics/assert.h"
#include "events/reader.h"
#include "values/text.h"

namespace abide::proposals {
namespace {

using Pattern = std::shared_ptr<const values::Regex>;

Pattern Compiled(std::string_view pattern) {
  std::string error;
  Pattern regex = values::Regex::Compile(pattern, values::Case::kIgnore, &error);
  ABIDE_ASSERT(regex != nullptr, "the patterns of looks are regular expressions");
  return regex;
}

// By Look, as far as they are patterns. What reads as a date is a day, a month and a year in some
// order, or the name of a month in front of a number, with no further part beside them: 10.0.0.1
// and 1.2.3 are none.
const std::array<Pattern, 7>& Patterns() {
  static const std::array<Pattern, 7> kPatterns = {
      Compiled(R"(^\d{4}[/.]\d{2}[/.]\d{2}[ T]\d{2}:\d{2}(:\d{2})?$)"),
      Compiled(R"(^\d{4}[/.]\d{2}[/.]\d{2}$)"),
      Compiled(R"(^\d{2}[/.-]\d{2}[/.-]\d{4},?[ T]\d{2}:\d{2}(:\d{2})?$)"),
      Compiled(R"(^\d{2}[/.-]\d{2}[/.-]\d{4}$)"),
      Compiled(R"(^\d{8}$)"),
      Compiled(R"((^|[^\w./-])((0?[1-9]|[12]\d|3[01])[/.-](0?[1-9]|[12]\d|3[01])[/.-])"
               R"(((19|20)\d\d|\d\d)|(19|20)\d\d[/.-](0?[1-9]|1[0-2])[/.-](0?[1-9]|[12]\d|3[01])))"
               R"((T|[^\w./-]|$))"
               R"(|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b.*\d)"),
      Compiled(R"(\d)"),
  };
  return kPatterns;
}

}  // namespace

void Looker::Narrow(std::string_view text, Looks& looks) {
  for (std::uint32_t look = 0; look < kLooks; ++look) {
    const std::uint32_t bit = 1U << look;
    if ((looks.shared_ & bit) != 0 && !Has(text, static_cast<Look>(look))) looks.shared_ &= ~bit;
  }
}

bool Looker::Has(std::string_view text, Look look) {
  switch (look) {
    case Look::kAddress:
      return values::Network::Parse(text).has_value();
    case Look::kJson:
      return HoldsJson(text);
    default:
      return Patterns().at(static_cast<std::size_t>(look))->Matches(text);
  }
}

// As `json(x)` reads it.
bool Looker::HoldsJson(std::string_view text) {
  if (text.empty() || (text.front() != '{' && text.front() != '[')) return false;
  padded_.assign(text);
  padded_.append(events::kLinePadding, ' ');
  const std::string_view copy(padded_.data(), text.size());
  if (index_.Build(copy) != events::StructuralIndex::Fault::kNone) return false;
  const events::Tokens tokens{copy.data(), index_.positions(),
                              static_cast<std::uint32_t>(copy.size())};
  if (events::FindTooDeep(tokens, events::ReaderLimits().depth) != nullptr) return false;
  values::Arena arena;
  const std::string nowhere;
  events::Reporter silent(nowhere, nullptr);
  events::ReadContext context{arena, silent};
  return strict_.Check(tokens, context);
}

}  // namespace abide::proposals
