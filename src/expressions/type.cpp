#include "expressions/type.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "diagnostics/printable.h"

namespace abide::expressions {
namespace {

std::vector<std::string> Sorted(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return words;
}

bool SameMembers(const std::vector<Member>& a, const std::vector<Member>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Member& x, const Member& y) {
    return x.name == y.name && x.optional == y.optional && Same(x.type, y.type);
  });
}

}  // namespace

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const diagnostics::CodePoint point = diagnostics::DecodeUtf8(text, at);
    if (point.value == U'"' || point.value == U'\\') {
      quoted += '\\';
      quoted += text[at];
    } else if (point.value == U'\n') {
      quoted += "\\n";
    } else if (point.value == U'\t') {
      quoted += "\\t";
    } else if (point.valid && !diagnostics::IsPrintable(point.value)) {
      // An invisible character would make the rule read as another one.
      absl::StrAppend(&quoted, "\\u{", absl::Hex(static_cast<unsigned>(point.value)), "}");
    } else {
      quoted += text.substr(at, point.length);
    }
    at += point.length;
  }
  return quoted + '"';
}

Type Type::ListOf(Type element) {
  Type list = Of(Kind::kList);
  list.element = std::make_shared<const Type>(std::move(element));
  return list;
}

bool Same(const Type& a, const Type& b) {
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Type::Kind::kOneOf:
      return Sorted(a.one_of) == Sorted(b.one_of);
    case Type::Kind::kList:
      return a.element == b.element || (a.element && b.element && Same(*a.element, *b.element));
    case Type::Kind::kRecord:
      return a.members == b.members ||
             (a.members && b.members && SameMembers(*a.members, *b.members));
    default:
      return true;
  }
}

std::string ToString(const Type& type) {
  switch (type.kind) {
    case Type::Kind::kString:
      return "string";
    case Type::Kind::kNumber:
      return "number";
    case Type::Kind::kBoolean:
      return "boolean";
    case Type::Kind::kTime:
      return "time";
    case Type::Kind::kDuration:
      return "duration";
    case Type::Kind::kArtifact:
      return "artifact";
    case Type::Kind::kOneOf: {
      std::string text = "one of";
      for (std::size_t i = 0; i < type.one_of.size(); ++i) {
        text += (i == 0 ? " " : ", ") + Quoted(type.one_of[i]);
      }
      return text;
    }
    case Type::Kind::kList:
      return "list of " + (type.element ? ToString(*type.element) : std::string("anything"));
    case Type::Kind::kRecord:
      return "record";
    case Type::Kind::kCell:
      return "cell of a table";
    case Type::Kind::kRaw:
      return "value of a raw record";
  }
  return {};
}

}  // namespace abide::expressions
