// Text of others in XML 1.0. What XML can't hold (control characters, bytes that are no UTF-8)
// becomes U+FFFD; all else comes back from a reader as it was.
#pragma once

#include <string>
#include <string_view>

namespace abide::report {

// Between tags; also for HTML.
std::string XmlText(std::string_view text);
// Between double quotes.
std::string XmlAttribute(std::string_view text);

}  // namespace abide::report
