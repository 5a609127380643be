#include "expressions/type.h"

#include <gtest/gtest.h>

namespace abide::expressions {
namespace {

Type OneOf(std::vector<std::string> words) {
  Type type = Type::Of(Type::Kind::kOneOf);
  type.one_of = std::move(words);
  return type;
}

Type RecordOf(std::vector<Member> members) {
  Type type = Type::Of(Type::Kind::kRecord);
  type.members = std::make_shared<const std::vector<Member>>(std::move(members));
  return type;
}

TEST(TypeTest, IsWrittenAsInARuleFile) {
  EXPECT_EQ(ToString(Type::Of(Type::Kind::kNumber)), "number");
  EXPECT_EQ(ToString(Type::ListOf(Type::Of(Type::Kind::kArtifact))), "list of artifact");
  EXPECT_EQ(ToString(OneOf({"a", "say \"b\""})), "one of \"a\", \"say \\\"b\\\"\"");
  EXPECT_EQ(ToString(RecordOf({})), "record");
}

TEST(TypeTest, AreTheSameByContent) {
  const Type number = Type::Of(Type::Kind::kNumber);
  const Type text = Type::Of(Type::Kind::kString);
  EXPECT_TRUE(Same(Type::ListOf(number), Type::ListOf(number)));
  EXPECT_FALSE(Same(Type::ListOf(number), Type::ListOf(text)));
  EXPECT_FALSE(Same(number, Type::ListOf(number)));
  EXPECT_FALSE(Same(text, Type::Of(Type::Kind::kArtifact)));
}

TEST(TypeTest, TheOrderOfTheWordsOfAOneOfDoesNotMatter) {
  EXPECT_TRUE(Same(OneOf({"a", "b"}), OneOf({"b", "a"})));
  EXPECT_FALSE(Same(OneOf({"a", "b"}), OneOf({"a"})));
}

TEST(TypeTest, RecordsAreTheSameMemberByMember) {
  const Member name{"name", {"name"}, Type::Of(Type::Kind::kString), false};
  Member optional = name;
  optional.optional = true;
  EXPECT_TRUE(Same(RecordOf({name}), RecordOf({name})));
  EXPECT_FALSE(Same(RecordOf({name}), RecordOf({optional})));
  EXPECT_FALSE(Same(RecordOf({name}), RecordOf({name, name})));
}

}  // namespace
}  // namespace abide::expressions
