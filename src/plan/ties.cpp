#include "plan/ties.h"

namespace abide::plan {

Ties::Node Ties::RootOf(Node node) {
  Node root = node;
  for (auto at = parents_.find(root); at != parents_.end(); at = parents_.find(root)) {
    root = at->second;
  }
  while (node != root) {
    Node& parent = parents_.at(node);
    node = parent;
    parent = root;
  }
  return root;
}

void Ties::Tie(Node a, Node b) {
  const Node left = RootOf(a);
  const Node right = RootOf(b);
  if (left != right) parents_.emplace(right, left);
}

void Ties::Number(Plan& plan) {
  for (std::size_t i = 0; i < plan.asks.size(); ++i) {
    const auto keeper = static_cast<std::size_t>(plan.asks[i].kept_by);
    Tie({Kind::kAsk, keeper}, {Kind::kAsk, i});
  }
  std::map<Node, std::uint32_t> numbers;
  const auto number_of = [&](Node node) {
    const auto next = static_cast<std::uint32_t>(numbers.size() + 1);
    return numbers.try_emplace(RootOf(node), next).first->second;
  };
  std::map<Node, std::size_t> sizes;
  for (const auto& [node, parent] : parents_) ++sizes[RootOf(node)];
  for (std::size_t i = 0; i < plan.judgements.size(); ++i) {
    const Node node{Kind::kJudgement, i};
    const bool has_memory = sizes.contains(RootOf(node));
    plan.judgements[i].group = has_memory ? number_of(node) : 0;
  }
  for (Feed& feed : plan.feeds) {
    const Kind kind = feed.kind == Feed::Kind::kState ? Kind::kState : Kind::kAsk;
    feed.group = number_of({kind, feed.index});
  }
}

}  // namespace abide::plan
