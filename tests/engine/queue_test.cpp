// A queue holds what a deque does, whatever is done to it, and gives back what it no longer needs.

#include "engine/queue.h"

#include <gtest/gtest.h>

#include <deque>
#include <memory>
#include <random>

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
    Queue<Element> queue;
    std::deque<Element> expected;
    for (int step = 0; step < 3000; ++step) {
      // Phases in which it grows, stays and shrinks; most leave at the front.
      const unsigned growth = 3 + static_cast<unsigned>(step / 500 + round) % 5;
      if (random() % 10 < growth || expected.empty()) {
        expected.push_back(std::make_shared<int>(step));
        queue.push_back(expected.back());
      } else if (random() % 8 != 0) {
        expected.pop_front();
        queue.pop_front();
      } else {
        expected.pop_back();
        queue.pop_back();
      }
      if (step % 7 == 0) ExpectSame(queue, expected);
    }
    Queue<Element> moved = std::move(queue);
    ExpectSame(moved, expected);
  }
}

TEST(Queue, ForgetsWhatLeaves) {
  Queue<Element> queue;
  const Element element = std::make_shared<int>(1);
  for (int count : {1, 8, 9, 500}) {
    for (int i = 0; i < count; ++i) queue.push_back(element);
    EXPECT_EQ(element.use_count(), count + 1);
    for (int i = 0; i < count; ++i) i % 2 == 0 ? queue.pop_front() : queue.pop_back();
    EXPECT_EQ(element.use_count(), 1);
  }
}

}  // namespace
}  // namespace abide::engine
