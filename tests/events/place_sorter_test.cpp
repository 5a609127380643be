// Places are sorted the same way however little memory there is.

#include "events/place_sorter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

namespace abide::events {
namespace {

std::vector<EventPlace> RandomPlaces(std::size_t count, std::mt19937& random) {
  std::vector<EventPlace> places;
  for (std::size_t i = 0; i < count; ++i) {
    const values::Instant time{static_cast<std::int64_t>(random() % (count + 1))};
    places.push_back({time, 100 * (i / 2), static_cast<std::uint32_t>(i % 2), 90, i / 2 + 1});
  }
  return places;
}

std::vector<EventPlace> Sorted(const std::vector<EventPlace>& places, PlaceSpace& space) {
  PlaceSorter sorter(space);
  for (const EventPlace& place : places) sorter.Add(place);
  sorter.Sort();
  std::vector<EventPlace> sorted;
  while (const auto place = sorter.Next()) sorted.push_back(*place);
  EXPECT_FALSE(sorter.failed());
  return sorted;
}

TEST(PlaceSorterTest, AnyMemoryGivesTheSameOrder) {
  std::mt19937 random(7);
  for (const std::size_t count : {0U, 1U, 2U, 1023U, 1024U, 1025U, 5000U, 50'000U}) {
    const std::vector<EventPlace> places = RandomPlaces(count, random);
    std::vector<EventPlace> expected = places;
    std::sort(expected.begin(), expected.end());
    for (const std::uint64_t bytes : {0ULL, 1ULL, 32'768ULL, 200'000ULL, 1ULL << 30}) {
      PlaceSpace space(bytes);
      EXPECT_EQ(Sorted(places, space), expected) << count << " places in " << bytes << " bytes";
    }
  }
}

TEST(PlaceSorterTest, SeveralShareTheSpace) {
  std::mt19937 random(8);
  const std::vector<EventPlace> places = RandomPlaces(9000, random);
  std::vector<EventPlace> expected = places;
  std::sort(expected.begin(), expected.end());
  PlaceSpace space(100'000);
  PlaceSorter first(space);
  PlaceSorter second(space);
  for (const EventPlace& place : places) first.Add(place);
  for (const EventPlace& place : places) second.Add(place);
  first.Sort();
  second.Sort();
  for (const EventPlace& place : expected) {
    EXPECT_EQ(first.Next(), place);
    EXPECT_EQ(second.Next(), place);
  }
  EXPECT_EQ(first.Next(), std::nullopt);
  EXPECT_EQ(second.Next(), std::nullopt);
}

TEST(PlaceSorterTest, GivesItsRoomBack) {
  std::mt19937 random(9);
  PlaceSpace space(std::uint64_t{4096} * sizeof(EventPlace));
  for (int round = 0; round < 10; ++round) Sorted(RandomPlaces(3000, random), space);
  EXPECT_TRUE(space.Take(4096));
  EXPECT_FALSE(space.Take(1));
}

TEST(PlaceSorterTest, WhatIsMergedTakesRoomAsWell) {
  std::mt19937 random(10);
  const std::vector<EventPlace> places = RandomPlaces(40'000, random);
  constexpr std::uint64_t kRoom = 16'384;
  PlaceSpace space(kRoom * sizeof(EventPlace));
  std::vector<std::unique_ptr<PlaceSorter>> sorters;
  for (int log = 0; log < 8; ++log) {
    sorters.push_back(std::make_unique<PlaceSorter>(space));
    for (const EventPlace& place : places) sorters.back()->Add(place);
    sorters.back()->Sort();
  }
  // All of them hold what they have read of their runs, and that is counted.
  EXPECT_FALSE(space.Take(kRoom / 2));
  std::vector<EventPlace> expected = places;
  std::sort(expected.begin(), expected.end());
  for (const EventPlace& place : expected) {
    for (const auto& sorter : sorters) ASSERT_EQ(sorter->Next(), place);
  }
  sorters.clear();
  EXPECT_TRUE(space.Take(kRoom));
}

TEST(PlaceSorterTest, KnowsWhetherTimesWereInOrder) {
  PlaceSpace space(0);
  PlaceSorter sorter(space);
  EXPECT_TRUE(sorter.in_order());
  for (std::int64_t time = 0; time < 3000; ++time) sorter.Add({values::Instant{time / 2}});
  EXPECT_TRUE(sorter.in_order());
  sorter.Add({values::Instant{5}});
  EXPECT_FALSE(sorter.in_order());
}

}  // namespace
}  // namespace abide::events
