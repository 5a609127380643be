// The types of fields and expressions (language guide, sections 3 and 7).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace abide::expressions {

struct Member;

struct Type {
  enum class Kind {
    kString,
    kNumber,
    kBoolean,
    kTime,
    kDuration,
    kArtifact,  // compares like a string
    kOneOf,     // compares like a string
    kList,
    kRecord,  // an element of a list of records
    kCell,    // a cell of a table: text, read as what is wanted
    kRaw,     // a value of a raw record, in a source
  };

  Kind kind = Kind::kString;
  std::vector<std::string> one_of;                     // kOneOf
  std::shared_ptr<const Type> element;                 // kList
  std::shared_ptr<const std::vector<Member>> members;  // kRecord

  bool is_textual() const {
    return kind == Kind::kString || kind == Kind::kArtifact || kind == Kind::kOneOf;
  }
  static Type Of(Kind kind) {
    return Type{.kind = kind, .one_of = {}, .element = {}, .members = {}};
  }
  static Type ListOf(Type element);
};

// A member of a record: `name` as rules write it ("owner.name"), `path` its keys.
struct Member {
  std::string name;
  std::vector<std::string> path;
  Type type;
  bool optional = false;
};

// A text as a rule file writes it, in double quotes.
std::string Quoted(std::string_view text);
bool Same(const Type& a, const Type& b);
// As the language writes it: `list of artifact`, `one of "a", "b"`; a record is `record`.
std::string ToString(const Type& type);

}  // namespace abide::expressions
