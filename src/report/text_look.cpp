#include "report/text_look.h"

#include "diagnostics/printable.h"
#include "report/names.h"

#include <fmt/format.h>

namespace abide::report {
namespace {

std::string_view CodesOf(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kStrong:
      return "1";
    case Ink::kFaint:
      return "2";
    case Ink::kBad:
      return "1;31";
    case Ink::kOpen:
      return "33";
    case Ink::kUnsure:
      return "35";
    case Ink::kGood:
      return "32";
  }
  return "";
}

}  // namespace

std::string Painted(std::string_view text, Ink ink, diagnostics::Colour colour) {
  if (colour == diagnostics::Colour::kOff || ink == Ink::kPlain) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", CodesOf(ink), text);
}

Ink InkOf(engine::Verdict verdict) {
  switch (verdict) {
    case engine::Verdict::kBreach:
      return Ink::kBad;
    case engine::Verdict::kPending:
      return Ink::kOpen;
    case engine::Verdict::kUndetermined:
      return Ink::kUnsure;
    case engine::Verdict::kExcused:
    case engine::Verdict::kWaived:
      break;
  }
  return Ink::kGood;
}

Ink InkOf(engine::Status status) {
  switch (status) {
    case engine::Status::kBreached:
      return Ink::kBad;
    case engine::Status::kPending:
      return Ink::kOpen;
    case engine::Status::kUndetermined:
      return Ink::kUnsure;
    case engine::Status::kKept:
      return Ink::kGood;
    case engine::Status::kNotExercised:
      break;
  }
  return Ink::kFaint;
}

std::string Shown(std::string_view text, std::size_t columns) {
  // No code point takes more than four bytes; a few may take no column.
  const std::size_t enough = columns * 8;
  const bool is_long = text.size() > enough;
  std::string shown = diagnostics::Printable(text.substr(0, enough));
  if (!is_long && diagnostics::ColumnsOf(shown) <= columns) return shown;
  std::size_t end = 0;
  std::size_t used = 0;
  while (end < shown.size()) {
    const std::size_t length = diagnostics::DecodeUtf8(shown, end).length;
    used += diagnostics::ColumnsOf(std::string_view(shown).substr(end, length));
    if (used >= columns) break;
    end += length;
  }
  shown.resize(end);
  return shown + "…";
}

std::string ShownEnds(std::string_view text, std::size_t columns) {
  const std::size_t enough = columns * 8;
  if (text.size() <= enough) {
    std::string whole = diagnostics::Printable(text);
    if (diagnostics::ColumnsOf(whole) <= columns) return whole;
  }
  const std::string head = Shown(text, columns - columns / 2);
  std::size_t begin = text.size() - std::min(text.size(), enough);
  // Not from within a code point, which has at most three such bytes.
  const auto goes_on = [text](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) >> 6) == 2;
  };
  for (int i = 0; i < 3 && begin > 0 && goes_on(begin); ++i) ++begin;
  const std::string end = diagnostics::Printable(text.substr(begin));
  std::string_view tail = end;
  while (!tail.empty() && diagnostics::ColumnsOf(tail) > columns / 2) {
    tail.remove_prefix(diagnostics::DecodeUtf8(tail, 0).length);
  }
  return head + std::string(tail);
}

std::string Grouped(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string Counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", Grouped(count), noun, count == 1 ? "" : "s");
}

std::string Counted(std::uint64_t count, engine::Verdict verdict, std::string_view kind) {
  const bool is_breaches = verdict == engine::Verdict::kBreach && count != 1;
  return fmt::format("{} {}{}{}", Grouped(count), kind, NameOf(verdict), is_breaches ? "es" : "");
}

std::string LogText(const std::string& path) { return path == "-" ? "stdin" : Shown(path); }

std::string PlaceText(const Report& report, const events::Place& place) {
  return fmt::format("{}:{}", LogText(report.LogOf(place)), place.line);
}

std::string Padded(std::string_view text, std::size_t columns) {
  std::string padded(text);
  const std::size_t used = diagnostics::ColumnsOf(text);
  if (used < columns) padded.append(columns - used, ' ');
  return padded;
}

std::string Joined(std::initializer_list<std::string_view> parts, std::string_view separator) {
  std::string joined;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    if (!joined.empty()) joined += separator;
    joined += part;
  }
  return joined;
}

}  // namespace abide::report
