#include "events/ask_cache.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "expressions/children.h"

namespace abide::events {
namespace {

using expressions::AskId;
using expressions::Expr;
using expressions::LocalId;

// An ask as it is written, and the variables of loops in it.
struct Written {
  std::string text;
  std::vector<LocalId> variables = {};
};

// No two asks that differ give the same text: each piece is as long as it says.
void AddPiece(const std::string& piece, std::string& text) {
  text += std::to_string(piece.size()) + ':' + piece;
}

std::string TextOf(const std::vector<PathStep>& steps) {
  std::string text = "path";
  for (const PathStep& step : steps) {
    AddPiece(std::to_string(static_cast<int>(step.kind)) + ',' + std::to_string(step.index) + ',' +
                 step.key,
             text);
  }
  return text;
}

std::string TextOf(const SourceAsk& ask) {
  if (const auto* path = std::get_if<ReadPath>(&ask)) return TextOf(path->steps);
  if (const auto* function = std::get_if<RawFunction>(&ask)) {
    return "function" + std::to_string(static_cast<int>(*function));
  }
  std::string text;
  if (const auto* attribute = std::get_if<Attribute>(&ask)) {
    text = "attribute";
    AddPiece(attribute->key, text);
    return text;
  }
  text = "known";
  for (const std::string& word : std::get<Known>(ask).words) AddPiece(word, text);
  return text;
}

// The values where paths from the record begin are kept by whoever reads them.
bool IsWorthKeeping(const SourceAsk& ask) {
  const auto* path = std::get_if<ReadPath>(&ask);
  return path == nullptr || path->from_argument ||
         std::any_of(path->steps.begin(), path->steps.end(),
                     [](const PathStep& step) { return step.kind == PathStep::Kind::kAll; });
}

class Walk {
 public:
  Walk(const SourceMap& source, std::map<std::string, std::vector<LocalId>>& kept,
       std::map<AskId, std::string>& by_ask)
      : source_(source), kept_(kept), by_ask_(by_ask) {
    for (const SourceMapping& mapping : source.mappings) {
      for (const SourceMapping::Loop& loop : mapping.loops) variables_.push_back(loop.variable);
    }
  }

  void Through(const Expr& expr) {
    const auto* ask = std::get_if<expressions::Ask>(&expr.node);
    if (ask != nullptr && IsWorthKeeping(source_.asks[static_cast<std::size_t>(ask->ask)])) {
      if (const auto written = WrittenOf(*ask)) {
        kept_[written->text] = written->variables;
        by_ask_[ask->ask] = written->text;
      }
    }
    ForEachChild(expr, [this](const expressions::ExprPtr& child) { Through(*child); });
  }

 private:
  // Nothing if it depends on what can't be seen here.
  std::optional<Written> WrittenOf(const expressions::Ask& ask) const {
    Written written{TextOf(source_.asks[static_cast<std::size_t>(ask.ask)])};
    for (const expressions::ExprPtr& argument : ask.arguments) {
      const auto inner = WrittenOf(*argument);
      if (!inner) return std::nullopt;
      AddPiece(inner->text, written.text);
      written.variables.insert(written.variables.end(), inner->variables.begin(),
                               inner->variables.end());
    }
    return written;
  }
  std::optional<Written> WrittenOf(const Expr& expr) const {
    if (const auto* ask = std::get_if<expressions::Ask>(&expr.node)) return WrittenOf(*ask);
    const auto* local = std::get_if<expressions::Local>(&expr.node);
    if (local == nullptr) return std::nullopt;
    if (std::find(variables_.begin(), variables_.end(), local->local) == variables_.end()) {
      return std::nullopt;
    }
    return Written{"variable" + std::to_string(static_cast<std::uint32_t>(local->local)),
                   {local->local}};
  }

  const SourceMap& source_;
  std::map<std::string, std::vector<LocalId>>& kept_;
  std::map<AskId, std::string>& by_ask_;
  std::vector<LocalId> variables_;
};

}  // namespace

AskCache::AskCache(const SourceMap& source) : places_(source.asks.size(), kNone) {
  std::map<std::string, std::vector<LocalId>> kept;
  std::map<AskId, std::string> by_ask;
  Walk walk(source, kept, by_ask);
  for (const SourceMapping& mapping : source.mappings) {
    for (const SourceMapping::Loop& loop : mapping.loops) {
      walk.Through(*loop.list);
      const auto size = static_cast<std::size_t>(loop.variable) + 1;
      if (changed_.size() < size) changed_.resize(size);
    }
    if (mapping.when) walk.Through(*mapping.when);
    for (const SourceAssignment& assignment : mapping.assignments) walk.Through(*assignment.value);
  }
  std::map<std::string, std::uint32_t> places;
  for (const auto& [ask, text] : by_ask) {
    const auto [found, is_new] = places.emplace(text, static_cast<std::uint32_t>(slots_.size()));
    if (is_new) slots_.push_back({kept[text]});
    places_[static_cast<std::size_t>(ask)] = found->second;
  }
}

}  // namespace abide::events
