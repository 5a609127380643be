// A queue of a pool holds what a deque does, whatever is done to it, and gives back what it no
// longer needs.

#include "engine/queue.h"

#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <random>
#include <set>
#include <vector>

namespace abide::engine {
namespace {

using Element = std::shared_ptr<int>;

void ExpectSame(const Queue<Element>& queue, const std::deque<Element>& expected) {
  ASSERT_EQ(queue.size(), expected.size());
  ASSERT_EQ(queue.empty(), expected.empty());
  std::size_t next = 0;
  queue.ForEach([&](const Element& element) { ASSERT_EQ(element, expected[next++]); });
  for (std::size_t i = 0; i < expected.size(); ++i) ASSERT_EQ(queue[i], expected[i]);
  if (expected.empty()) return;
  ASSERT_EQ(queue.front(), expected.front());
  ASSERT_EQ(queue.back(), expected.back());
}

// Grows and shrinks between nothing and some hundreds, at both ends.
TEST(Queue, IsAsADeque) {
  std::mt19937 random(3);
  for (int round = 0; round < 60; ++round) {
    Pool<Element> pool;
    Queue<Element> queue;
    std::deque<Element> expected;
    for (int step = 0; step < 3000; ++step) {
      // Phases in which it grows, stays and shrinks; most leave at the front.
      const unsigned growth = 3 + static_cast<unsigned>(step / 500 + round) % 5;
      if (random() % 10 < growth || expected.empty()) {
        expected.push_back(std::make_shared<int>(step));
        queue.push_back(expected.back(), pool);
      } else if (random() % 8 != 0) {
        expected.pop_front();
        queue.pop_front(pool);
      } else {
        expected.pop_back();
        queue.pop_back(pool);
      }
      if (step % 7 == 0) ExpectSame(queue, expected);
    }
    Queue<Element> moved = std::move(queue);
    ExpectSame(moved, expected);
    moved.Clear(pool);
    ExpectSame(moved, {});
  }
}

TEST(Queue, ForgetsWhatLeaves) {
  Pool<Element> pool;
  Queue<Element> queue;
  const Element element = std::make_shared<int>(1);
  for (int count : {1, 8, 9, 500}) {
    for (int i = 0; i < count; ++i) queue.push_back(element, pool);
    EXPECT_EQ(element.use_count(), count + 1);
    for (int i = 0; i < count; ++i) i % 2 == 0 ? queue.pop_front(pool) : queue.pop_back(pool);
    EXPECT_EQ(element.use_count(), 1);
    for (int i = 0; i < count; ++i) queue.push_back(element, pool);
    queue.Clear(pool);
    EXPECT_EQ(element.use_count(), 1);
  }
}

// What many short queues gave back is enough for as many others.
TEST(Queue, UsesAgainWhatWasGivenBack) {
  Pool<int> pool;
  std::set<const int*> places;
  for (int round = 0; round < 20; ++round) {
    std::vector<Queue<int>> queues(100);
    for (std::size_t i = 0; i < queues.size(); ++i) {
      for (std::size_t j = 0; j <= i % 8; ++j) queues[i].push_back(static_cast<int>(j), pool);
    }
    for (Queue<int>& queue : queues) {
      places.insert(&queue.front());
      queue.Clear(pool);
    }
  }
  EXPECT_LE(places.size(), 200U);
}

TEST(Pool, DestroysWhatIsInItWithItself) {
  const auto element = std::make_shared<int>(1);
  {
    Pool<std::shared_ptr<int>> pool;
    for (const std::uint32_t length : {1, 2, 4, 8, 4, 2, 1}) {
      for (int i = 0; i < 100; ++i) {
        std::shared_ptr<int>* const row = pool.Take(length);
        for (std::uint32_t at = 0; at < length; ++at) row[at] = element;
      }
    }
    EXPECT_EQ(element.use_count(), 2201);
    pool.Clear();
    EXPECT_EQ(element.use_count(), 1);
    *pool.Take(1) = element;
  }
  EXPECT_EQ(element.use_count(), 1);
}

}  // namespace
}  // namespace abide::engine
