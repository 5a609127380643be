// Any text, read as everything that a field can hold: what is read comes back from its own text,
// and the text tests agree with each other. The first byte says where the text is cut in two.
#include <string_view>

#include "diagnostics/assert.h"
#include "fuzz.h"
#include "values/decimal.h"
#include "values/text.h"
#include "values/time.h"

using namespace abide::values;

namespace {

void CheckNumber(std::string_view text) {
  const auto number = Decimal::Parse(text);
  if (!number) return;
  ABIDE_ASSERT(Decimal::Parse(number->ToString()) == number, "a number comes back");
  ABIDE_ASSERT(Divide(*number, *number).has_value() != number->is_zero(), "x / x is 1");
  Multiply(*number, *number);
}

void CheckTimes(std::string_view text) {
  if (const auto instant = ParseInstant(text)) {
    ABIDE_ASSERT(ParseInstant(ToString(*instant)) == instant, "an instant comes back");
    const PeriodSpan month = PeriodOf(*instant, Period::kMonth, "America/St_Johns");
    ABIDE_ASSERT(month.begin <= *instant && *instant < month.end, "a month holds its instants");
  }
  ParseInstantIn(text, "Europe/Berlin");
  ABIDE_ASSERT(IsZone(text) || !ParseInstantIn("2024-01-01", text), "a zone is known or not");
  if (const auto duration = ParseDuration(text)) {
    ABIDE_ASSERT(ParseDuration(ToString(*duration)) == duration, "a duration comes back");
    ABIDE_ASSERT(Compare(*duration, *duration) == std::strong_ordering::equal, "x is x");
    Compare(*duration, Duration{1, 0});
  }
}

void CheckTexts(std::string_view a, std::string_view b) {
  for (const Case rule : {Case::kRespect, Case::kIgnore}) {
    const bool equal = EqualText(a, b, rule);
    ABIDE_ASSERT(equal == EqualText(b, a, rule), "equality has no direction");
    if (equal) {
      ABIDE_ASSERT(StartsWith(a, b, rule) && EndsWith(a, b, rule) && Contains(a, b, rule),
                   "a text holds itself");
    }
  }
  ABIDE_ASSERT(EqualText(a, b, Case::kIgnore) == (Fold(a) == Fold(b)), "folds tell what is equal");
  ABIDE_ASSERT(!IsUtf8(a) || IsUtf8(Lower(a)), "lower case is UTF-8");
  if (const auto network = Network::Parse(a)) network->Holds(b);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  CheckNumber(text);
  CheckTimes(text);
  const std::size_t cut = data[0] % size;
  CheckTexts(text.substr(0, cut), text.substr(cut));
  return 0;
}
