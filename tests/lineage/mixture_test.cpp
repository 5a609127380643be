#include "lineage/mixture.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace abide::lineage {
namespace {

Decimal D(const char* text) { return *Decimal::Parse(text); }

struct In {
  const char* amount;  // null: not known
  const char* least;
  const char* most;
  bool may_be_nothing = false;
};

struct Heap {
  const char* name;
  std::vector<In> inflows;
  const char* least;
  const char* most;
};

class Mixtures : public testing::TestWithParam<Heap> {};

TEST_P(Mixtures, LieBetweenTheirBounds) {
  Mixture mixture;
  Decimal total;
  for (const In& in : GetParam().inflows) {
    Inflow inflow{std::nullopt, in.may_be_nothing};
    if (in.amount != nullptr) inflow.amount = D(in.amount);
    const Part part{D(in.least), D(in.most)};
    if (inflow.IsLoose()) {
      mixture.AddLoose(inflow, part);
    } else {
      total = *values::Add(total, *inflow.amount);
      mixture.AddCertain(*inflow.amount, part);
    }
  }
  const auto part = mixture.PartOf(total);
  ASSERT_TRUE(part);
  EXPECT_EQ(part->least.ToString(), GetParam().least);
  EXPECT_EQ(part->most.ToString(), GetParam().most);
}

INSTANTIATE_TEST_SUITE_P(
    Tables, Mixtures,
    testing::Values(
        Heap{"Certain", {{"30", "1", "1"}, {"70", "0", "0"}}, "0.3", "0.3"},
        Heap{"OfParts", {{"1", "0.2", "0.4"}, {"1", "0", "1"}}, "0.1", "0.7"},
        Heap{"RoundedHalfToEven",
             {{"1", "1", "1"}, {"2", "0", "0"}},
             "0.333333333333333333",
             "0.333333333333333333"},
        Heap{"UnknownAmountOfNothing",
             {{"30", "1", "1"}, {"70", "0", "0"}, {nullptr, "0", "0"}},
             "0",
             "0.3"},
        Heap{"UnknownAmountOfAll",
             {{"30", "1", "1"}, {"70", "0", "0"}, {nullptr, "1", "1"}},
             "0.3",
             "1"},
        Heap{"UnknownAmountBetween",
             {{"1", "1", "1"}, {"1", "0", "0"}, {nullptr, "0.5", "0.5"}},
             "0.5",
             "0.5"},
        Heap{"PerhapsAnInflow", {{"1", "0", "0"}, {"1", "1", "1", true}}, "0", "0.5"},
        Heap{"PerhapsTwoInflows",
             {{"1", "0", "0"}, {"1", "1", "1", true}, {"2", "1", "1", true}},
             "0",
             "0.75"},
        Heap{"EqualInflowsAreCounted",
             {{"1", "0", "0"}, {"1", "1", "1", true}, {"1", "1", "1", true}, {"1", "1", "1", true}},
             "0",
             "0.75"},
        Heap{
            "OnlyUnknownAmounts", {{nullptr, "0.2", "0.3"}, {nullptr, "0.1", "0.9"}}, "0.1", "0.9"},
        Heap{"OnlyNothing", {{"0", "1", "1"}}, "1", "1"},
        Heap{"NothingBesideSomething", {{"0", "1", "1"}, {"2", "0", "0"}}, "0", "0"}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(MixtureOfTwo, IsAsIfAllHadFlowedIntoOne) {
  Mixture a;
  a.AddCertain(D("1"), {kAll, kAll});
  Mixture b;
  b.AddCertain(D("3"), {kNothing, kNothing});
  b.AddLoose({D("4"), true}, {kAll, kAll});
  a.Merge(b);
  EXPECT_EQ(a.PartOf(D("4")), (Part{D("0.25"), D("0.625")}));
}

TEST(Mixture, HasNoPartWhereItsSumIsOutOfRange) {
  Mixture mixture;
  mixture.AddCertain(D("1e20"), {kNothing, kNothing});
  mixture.AddLoose({D("1e20"), true}, {kAll, kAll});
  EXPECT_FALSE(mixture.PartOf(D("1e20")));
}

}  // namespace
}  // namespace abide::lineage
