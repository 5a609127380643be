#include "proposals/names.h"

#include <algorithm>

#include "expressions/type.h"
#include "syntax/lexemes.h"

namespace abide::proposals {

namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

constexpr std::size_t kLongest = 60;

}  // namespace

std::string SnakeOf(std::string_view text, std::string_view otherwise) {
  std::string name;
  for (std::size_t i = 0; i < text.size() && name.size() < kLongest; ++i) {
    const char c = text[i];
    if (IsUpper(c)) {
      // A word begins at a capital behind a small letter, and at the last of several capitals.
      const bool begins = i > 0 && (IsLower(text[i - 1]) || IsDigit(text[i - 1]) ||
                                    (i + 1 < text.size() && IsLower(text[i + 1])));
      if (begins && !name.empty() && name.back() != '_') name += '_';
      name += static_cast<char>(c - 'A' + 'a');
    } else if (IsLower(c) || IsDigit(c)) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (!name.empty() && IsDigit(name.front())) name.insert(0, "n_");
  if (name.empty()) name = otherwise;
  if (IsReserved(name)) name += "_value";
  return name;
}

std::string EventNameOf(std::string_view text, std::string_view otherwise) {
  std::string name = SnakeOf(text, otherwise);
  return name.starts_with(kVariablePrefix) ? "event_" + name : name;
}

bool IsKey(std::string_view text) {
  if (text.empty() || IsDigit(text.front())) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return IsLower(c) || IsUpper(c) || IsDigit(c) || c == '_'; });
}

std::string KeyOf(std::string_view text) {
  return IsKey(text) && text.size() <= kLongest ? std::string(text) : SnakeOf(text, "member");
}

bool IsReserved(std::string_view name) {
  return syntax::IsOperandWord(name) || name == "event" || name == "time" || name == "id";
}

std::string Untaken(const std::string& name, std::set<std::string>& taken) {
  std::string untaken = name;
  for (int number = 2; !taken.insert(untaken).second; ++number) {
    untaken = name + '_' + std::to_string(number);
  }
  return untaken;
}

std::string StepOf(std::string_view key) {
  if (IsKey(key)) return '.' + std::string(key);
  return '[' + expressions::Quoted(key) + ']';
}

}  // namespace abide::proposals
