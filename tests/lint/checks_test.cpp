// Each check where it belongs, and not where something merely looks alike. (That each says its code
// on the example of its page is tested there.)
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "lint_text.h"

namespace abide::lint {
namespace {

using testing::Contains;
using testing::Not;

const char* const kEvents = R"(
event use
  model    string
  other    string?
  purpose  one of "chat", "research", "training"
  tokens   number
  audited  boolean?
  labels   list of string
event grant
  model    string
  public   boolean
  tokens   number
)";

struct Case {
  const char* code;
  const char* norm;  // of a clause `c`, with what else belongs to it
  bool is_said;
};

class Checks : public testing::TestWithParam<Case> {};

TEST_P(Checks, SayWhatIsOddAndNothingElse) {
  const Case& each = GetParam();
  const LintedText text(std::string(kEvents) + "\nclause c \"C\"\n  " + each.norm + "\n");
  ASSERT_EQ(text.errors, "") << each.norm;
  if (each.is_said) {
    EXPECT_THAT(text.Codes(), Contains(each.code)) << each.norm;
  } else {
    EXPECT_THAT(text.Codes(), Not(Contains(each.code))) << each.norm;
  }
}

constexpr Case kConditions[] = {
    {"W0801", "forbid use where tokens > 5 and tokens < 5", true},
    {"W0801", "forbid use where tokens >= 5 and tokens <= 5", false},
    {"W0801", "forbid use where tokens > 5 and tokens <= 5", true},
    {"W0801", "forbid use where tokens == 7 and tokens < 7", true},
    {"W0801", "forbid use where tokens == 7 and tokens != 8", false},
    {"W0801", R"(forbid use where model in ["a", "b"] and model in ["c"])", true},
    {"W0801", R"(forbid use where model in ["a", "b"] and model in ["b", "c"])", false},
    {"W0801", R"(forbid use where model in ["a", "b"] and model not in ["b", "a"])", true},
    {"W0801", R"(forbid use where model == "a" and other == "b")", false},
    {"W0801", R"(forbid use where model == "a" or model == "b")", false},
    {"W0801", "forbid use where audited and not audited", true},
    {"W0801", "forbid use where audited == false and audited", true},
    {"W0801", "forbid use where audited and audited == true", false},
    {"W0801", R"(forbid use where model == "a" and (model == "b" or tokens > 1))", true},
    {"W0801", R"(forbid use where model == "a" and (other == "b" or tokens > 1))", false},
    {"W0801", R"(forbid use where model == "a" and model == "A" ignoring case)", false},
    {"W0801", "forbid use where time > 2024-01-01 and time < 2023-01-01", true},
    {"W0801", "forbid use where time > 2023-01-01 and time < 2024-01-01", false},
    {"W0801", R"(forbid use u where preceded by (use v where v.model == "a" and u.model == "b"))",
     false},
    {"W0801", R"(forbid use where any l in labels: (l == "a" and l == "b"))", true},
    {"W0801", R"(forbid use where (any l in labels: l == "a") and (any l in labels: l == "b"))",
     false},
    {"W0802", R"(forbid use where model == "a" or model != "a")", true},
    {"W0802", R"(forbid use where model == "a" or model != "b")", false},
    {"W0802", "forbid use where tokens > 5 or tokens <= 5", true},
    {"W0802", "forbid use where tokens > 5 or tokens < 5", false},
    {"W0802", R"(forbid use where model == "a" or other != "a")", false},
    {"W0804", "forbid use where hour(time) == 24", true},
    {"W0804", "forbid use where hour(time) >= 23", false},
    {"W0804", "forbid use where hour(time) > 23", true},
    {"W0804", "forbid use where size(labels) < 0", true},
    {"W0804", "forbid use where size(labels) == 0", false},
    {"W0804", R"(forbid use where lower(model) == "GPT")", true},
    {"W0804", R"(forbid use where lower(model) != "GPT")", false},
    {"W0804", R"(forbid use where lower(model) == "gpt")", false},
    {"W0804", R"(forbid use where purpose not in ["chat", "research", "training"])", true},
    {"W0804", R"(forbid use where purpose not in ["chat", "research"])", false},
    {"W0814", "forbid use where tokens in [1, 2] and tokens != 2", true},
    {"W0814", "forbid use where tokens in [1, 2] and tokens != 3", false},
    {"W0815", "forbid use where tokens > 5 or tokens > 10", true},
    {"W0815", "forbid use where tokens > 5 and tokens < 10", false},
    {"W0815", R"(forbid use where model == "a" and model != "b")", true},
    {"W0815", R"(forbid use where model != "a" and model != "b")", false},
    {"W0815", "forbid use where tokens > 5 and preceded by (use v where v.tokens > 3)", false},
    {"W0818", "forbid use where tokens > 5\n  unless \"few\" tokens < 3", true},
    {"W0818", "forbid use where tokens > 5\n  unless \"few\" tokens < 30", false},
    {"W0818",
     "limit sum(tokens of use where tokens > 5) to 9 over 1 day\n  unless \"few\" tokens < 3",
     false},
    {"W0819", "forbid use where tokens > 5\n  unless \"many\" tokens > 3", true},
    {"W0819", "forbid use where tokens > 5\n  unless \"many\" tokens > 30", false},
    {"W0819", "forbid use where tokens > 5 or audited\n  unless \"many\" tokens > 3", false},
};
INSTANTIATE_TEST_SUITE_P(Conditions, Checks, testing::ValuesIn(kConditions));

TEST(WaiverChecks, AreHeldAgainstTheNorm) {
  const std::pair<const char*, bool> kWaivers[] = {
      {"tokens < 3", true},
      {"tokens < 30", false},
      {"tokens < 3 or audited", false},
      {"tokens > 7 and tokens < 7", false},  // that is W0801
      {"model == \"a\"", false},
  };
  for (const auto& [where, is_said] : kWaivers) {
    const LintedText text(std::string("policy a.b \"B\"\n") + kEvents +
                          "\nclause c \"C\"\n  forbid use where tokens > 5\n\nwaive a.b/c where " +
                          where + "\n  until 2030-01-01 because \"x\" by \"y\"\n");
    ASSERT_EQ(text.errors, "") << where;
    if (is_said) {
      EXPECT_THAT(text.Codes(), Contains("W0822")) << where;
    } else {
      EXPECT_THAT(text.Codes(), Not(Contains("W0822"))) << where;
    }
  }
}

constexpr Case kWords[] = {
    {"W0805", "forbid use where model == model", true},
    {"W0805", "forbid use where model == other", false},
    {"W0805", "forbid use u where preceded by (use v where model == u.model)", false},
    {"W0806", "forbid use where audited or tokens > 5 or audited", true},
    {"W0806", "forbid use where audited and (tokens > 5 or audited)", false},
    {"W0807", "forbid use where not not audited", true},
    {"W0807", "forbid use where not audited", false},
    {"W0808", R"(forbid use where not (model == "a"))", true},
    {"W0808", R"(forbid use where not model in ["a", "b"])", true},
    {"W0808", R"(forbid use where not (model == "a" and tokens > 1))", false},
    {"W0808", "forbid use where not has model", false},
    {"W0808", R"(forbid use where model not in ["a", "b"])", false},
    {"W0809", R"(forbid use where model == "a" or model == "b")", true},
    {"W0809", R"(forbid use where model != "a" and model != "b")", true},
    {"W0809", R"(forbid use where model == "a" or other == "b")", false},
    {"W0809", R"(forbid use where model == "a" or model != "b")", false},
    {"W0809", R"(forbid use where model == "a" or model == other)", false},
    {"W0809", R"(forbid use where model == "a" or model == "b" ignoring case)", false},
    {"W0809", R"(forbid use where model == "a" or tokens > 1 or model == "b")", false},
    {"W0810", R"(forbid use where model not in ["a"])", true},
    {"W0810", R"(forbid use where model in ["a", "b"])", false},
    {"W0811", "forbid use where model matches /^/", true},
    {"W0811", "forbid use where model matches /^$/", false},
    {"W0811", "forbid use where model matches /.+/", false},
    {"W0811", "forbid use where model matches /^.*$/", false},
    {"W0812", "forbid use where model matches /gpt/", true},
    {"W0812", R"(forbid use where model matches /gpt\.4$/)", true},
    {"W0812", "forbid use where model matches /gpt.4/", false},
    {"W0812", "forbid use where model matches /gpt/i", false},
    {"W0812", R"(forbid use where model matches /gpt\d/)", false},
    {"W0812", R"(forbid use where model matches /\bgpt/)", false},
    {"W0812", "forbid use where model matches /a|b/", false},
    {"W0813", "forbid use where tokens in [1, 2, 1]", true},
    {"W0813", R"(forbid use where model in ["a", "A"])", false},
    {"W0816", "forbid use where false", true},
    {"W0816", "forbid use where audited == true", false},
    {"W0824", "forbid use u where preceded by (use v where v.time == u.time)", true},
    {"W0824", "forbid use u where preceded by (use v where v.time < u.time)", false},
    {"W0824", "forbid use where time == 2024-01-01", false},
    {"W0847", "forbid use where every l in labels: tokens > 3", true},
    {"W0847", "forbid use where every l in labels: l == model", false},
    {"W0854", R"(forbid use where model contains "")", true},
    {"W0854", R"(forbid use where model == "")", false},
    {"W0859", "forbid use where (count(use v) else 1) > 3", true},
    {"W0859", R"(forbid use where (other else "a") == "b")", false},
};
INSTANTIATE_TEST_SUITE_P(Words, Checks, testing::ValuesIn(kWords));

constexpr Case kNorms[] = {
    {"W0825", "before use require grant within 0 days", true},
    {"W0825", "before use require grant within 1 day", false},
    {"W0828", "limit sum(tokens of use) to 9 over 1 day", false},
    {"W0828", "limit count(use) to 9 over 1 day", false},
    {"W0828", "limit distinct(model of use) to 9 over 1 day", false},
    {"W0845", "forbid use\n  message \"no {{hole}}\"", true},
    {"W0845", "forbid use\n  message \"a {model}\"", false},
    {"W0846", "forbid use\n  message \"{model} {model}\"", true},
    {"W0846", "forbid use\n  message \"{model} {other}\"", false},
    {"W0853", "forbid use\n  tags [\"a\", \"b\", \"a\"]", true},
    {"W0853", "forbid use\n  tags [\"a\", \"A\"]", false},
    {"W0855", "forbid use\n  unless \"a\" tokens > 3\n  unless \"b\" tokens > 3", true},
    {"W0855", "forbid use\n  unless \"a\" tokens > 3\n  unless \"b\" tokens > 4", false},
};
INSTANTIATE_TEST_SUITE_P(Norms, Checks, testing::ValuesIn(kNorms));

std::set<std::string> CodesWith(const std::string& more) {
  const LintedText text(kEvents + more);
  EXPECT_EQ(text.errors, "");
  return text.Codes();
}

TEST(Parameters, AreNotTakenForConstants) {
  EXPECT_THAT(CodesWith("parameter low = 9\n"
                        "clause c \"C\"\n  forbid use where tokens > low and tokens < 5\n"),
              Not(Contains("W0801")));
}

TEST(Definitions, AreHeldAgainstTheirUsers) {
  const std::string define = "define chat = use where purpose == \"chat\"\n";
  EXPECT_THAT(CodesWith(define + "clause c \"C\"\n  forbid chat where purpose == \"research\"\n"),
              Contains("W0801"));
  // That the user says more than the definition is what definitions are for.
  EXPECT_THAT(CodesWith("define some = use where tokens > 5\n"
                        "clause c \"C\"\n  forbid some where tokens > 10\n"),
              Not(Contains("W0815")));
}

const char* const kRequires =
    "clause a \"A\"\n  after use require grant within 1 day where public\n";

TEST(Contradictions, AreCertain) {
  EXPECT_THAT(CodesWith(std::string(kRequires) + "clause b \"B\"\n  forbid grant where public\n"),
              Contains("W0820"));
  EXPECT_THAT(CodesWith(std::string(kRequires) + "clause b \"B\"\n  forbid grant\n"),
              Contains("W0820"));
  for (const char* other :
       {"forbid grant where not public", "forbid use", "forbid grant where public and tokens > 5",
        "forbid grant where public and preceded by use",
        "forbid grant where public\n  unless \"x\" tokens > 1"}) {
    EXPECT_THAT(CodesWith(std::string(kRequires) + "clause b \"B\"\n  " + other + "\n"),
                Not(Contains("W0820")))
        << other;
  }
}

TEST(Contradictions, AreInForceAtOneTime) {
  const std::string early = "  effective 2023-01-01 until 2024-01-01\n";
  EXPECT_THAT(CodesWith(kRequires + early + "clause b \"B\"\n  forbid grant\n" +
                        "  effective 2024-01-01\n"),
              Not(Contains("W0820")));
  EXPECT_THAT(CodesWith(kRequires + early + "clause b \"B\"\n  forbid grant\n" +
                        "  effective 2023-12-31\n"),
              Contains("W0820"));
}

TEST(Alike, AreClausesOfOneNormAtOneTime) {
  const std::string first = "clause a \"A\"\n  forbid use where tokens > 5\n";
  EXPECT_THAT(CodesWith(first + "clause b \"B\"\n  forbid use  where tokens  > 5 # the same\n"),
              Contains("W0821"));
  EXPECT_THAT(CodesWith(first + "clause b \"B\"\n  forbid use where tokens > 6\n"),
              Not(Contains("W0821")));
  EXPECT_THAT(CodesWith(first + "clause b \"B\"\n  forbid use where tokens > 5\n"
                                "  unless \"x\" audited\n"),
              Not(Contains("W0821")));
}

TEST(Unused, NothingIsSaidOfAFileForOthers) {
  EXPECT_THAT(CodesWith("list models = [\"a\"]\n"), Not(Contains("W0829")));
  EXPECT_THAT(CodesWith("list models = [\"a\"]\nclause c \"C\"\n  forbid use\n"),
              Contains("W0829"));
}

TEST(Unused, WhatATestAloneGivesIsUnused) {
  EXPECT_THAT(CodesWith("list models = [\"a\"]\nclause c \"C\"\n  forbid use\n"
                        "test \"t\" of c\n  given models = []\n  2024-01-01 use { } => breach\n"),
              Contains("W0829"));
}

constexpr char kCarrying[] = R"(
event gen
  outputs  list of artifact?
  flow     -> outputs
event mix
  inputs  list of artifact?
  output  artifact?
  flow    inputs -> output
event train
  model     artifact
  datasets  list of artifact?
  flow      datasets -> model
)";

TEST(Unused, NoEventIsThatCarriesDataThatARuleAsksAbout) {
  const auto codes = [](const std::string& more) {
    const LintedText text(kCarrying + more);
    EXPECT_EQ(text.errors, "");
    return text.Codes();
  };
  const std::string source = "source s\n  event mix\n    time = .t\n    output = .o\n";
  for (const char* norm : {"forbid train where model derives from gen",
                           "forbid train where share(model from gen) > 1%"}) {
    const std::string clause = std::string("clause c \"C\"\n  ") + norm + "\n";
    EXPECT_THAT(codes(clause), Not(Contains("W0832"))) << norm;
    EXPECT_THAT(codes(source + clause), Not(Contains("W0834"))) << norm;
  }
  EXPECT_THAT(codes("clause c \"C\"\n  forbid train\n"), Contains("W0832"));
  EXPECT_THAT(codes(source + "clause c \"C\"\n  forbid train\n"), Contains("W0834"));
}

TEST(Unused, NoImportIsWhoseEventsCarryData) {
  const std::string events = kCarrying;
  const std::size_t mix = events.find("event mix");
  const std::size_t train = events.find("event train");
  const auto codes = [&](const std::string& norm) {
    const LintedText text("import \"mix.abide\"\n" + events.substr(0, mix) + events.substr(train) +
                              "clause c \"C\"\n  forbid train" + norm + "\n",
                          {}, {{"mix.abide", events.substr(mix, train - mix)}});
    EXPECT_EQ(text.errors, "");
    return text.Codes();
  };
  EXPECT_THAT(codes(" where model derives from gen"), Not(Contains("W0835")));
  EXPECT_THAT(codes(""), Contains("W0835"));
}

TEST(Unused, NoEventIsThatATestNeeds) {
  const std::string clause = "clause c \"C\"\n  forbid grant\n";
  EXPECT_THAT(CodesWith(clause), Contains("W0832"));
  EXPECT_THAT(CodesWith(clause + "test \"t\" of c\n  2024-01-01 use { }\n"),
              Not(Contains("W0832")));
}

TEST(Windows, ThatReachBackAreNotToBeShortened) {
  const LintedText text("policy a.b \"B\"\n  effective 2024-01-01 until 2024-02-01\n" +
                        std::string(kEvents) +
                        "clause c \"C\"\n  limit count(use) to 100 over 90 days\n");
  const auto window = std::find_if(text.remarks.begin(), text.remarks.end(), [](const auto& each) {
    return each.code == diagnostics::Code::kWindowBeyondForce;
  });
  ASSERT_NE(window, text.remarks.end());
  EXPECT_EQ(window->severity(), diagnostics::Severity::kNote);
  EXPECT_THAT(window->Help(), Not(testing::HasSubstr("shorten")));
}

TEST(Unused, RemarksStandInWhatWasNamed) {
  const LintedText text("import \"more.abide\"\nclause c \"C\"\n  forbid use\n", {},
                        {{"more.abide", kEvents + std::string("list models = [\"a\", \"a\"]\n")}});
  ASSERT_EQ(text.errors, "");
  EXPECT_THAT(text.Codes(), Not(Contains("W0813")));
  EXPECT_THAT(text.Codes(), Not(Contains("W0835")));
}

TEST(Fixes, AreMadeOneBesideTheOther) {
  const std::string clause = "clause c \"C\"\n  forbid use where ";
  const LintedText text(kEvents + clause +
                        "not model == \"a\" and other matches /^b/ and tokens in [3]\n");
  ASSERT_EQ(text.errors, "");
  EXPECT_EQ(text.Fixed(),
            kEvents + clause + "model != \"a\" and other starts with \"b\" and tokens == 3\n");
}

TEST(Fixes, LoseNoComment) {
  const std::string text = std::string(kEvents) +
                           "clause c \"C\"\n  forbid use where not # why\n"
                           "    model == \"a\"\n";
  EXPECT_EQ(LintedText(text).Fixed(), text);
}

}  // namespace
}  // namespace abide::lint
