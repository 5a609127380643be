#include "events/shapes.h"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include "expressions/children.h"

namespace abide::events {

using expressions::Expr;
using expressions::ExprPtr;

// Follows the expressions, from each raw value to what they take of it.
class Shapes::Trace {
 public:
  Trace(const SourceMap& source, Shapes& shapes) : source_(source), shapes_(shapes) {}

  void Through(const SourceMapping& mapping) {
    for (const SourceMapping::Loop& loop : mapping.loops) {
      locals_[loop.variable] = ElementsOf(OriginsOf(*loop.list));
    }
    if (mapping.when) NeedAll(*mapping.when);
    for (const SourceAssignment& assignment : mapping.assignments) NeedAll(*assignment.value);
  }

 private:
  // The shapes of the raw values of which an expression's value may be one.
  using Origins = std::vector<ShapeId>;

  Origins OriginsOf(const Expr& expr) {
    return std::visit([&](const auto& node) { return Of(expr, node); }, expr.node);
  }
  void NeedAll(const Expr& expr) { MarkAll(OriginsOf(expr)); }
  // Of `body`, in which `local` is one of these. The same local may be another around it.
  Origins OriginsWith(expressions::LocalId local, Origins values, const Expr& body) {
    Origins around = std::exchange(locals_[local], std::move(values));
    Origins origins = OriginsOf(body);
    locals_[local] = std::move(around);
    return origins;
  }
  void MarkAll(const Origins& origins) {
    for (const ShapeId origin : origins) shapes_.parts_[origin].all = true;
  }

  // What is not told apart looks at all of its operands, and makes something new of them.
  template <typename Node>
  Origins Of(const Expr& expr, const Node&) {
    ForEachChild(expr, [this](const ExprPtr& child) { NeedAll(*child); });
    return {};
  }
  Origins Of(const Expr&, const expressions::Has& has) {
    OriginsOf(*has.operand);
    return {};
  }
  Origins Of(const Expr&, const expressions::Local& local) { return locals_[local.local]; }
  Origins Of(const Expr&, const expressions::Else& node) {
    Origins origins = OriginsOf(*node.first);
    const Origins second = OriginsOf(*node.second);
    origins.insert(origins.end(), second.begin(), second.end());
    return origins;
  }
  Origins Of(const Expr&, const expressions::Let& let) {
    return OriginsWith(let.local, OriginsOf(*let.value), *let.body);
  }
  Origins Of(const Expr&, const expressions::Comprehension& node) {
    MarkAll(OriginsWith(node.variable, ElementsOf(OriginsOf(*node.list)), *node.element));
    return {};
  }
  Origins Of(const Expr&, const expressions::Quantifier& node) {
    MarkAll(OriginsWith(node.variable, ElementsOf(OriginsOf(*node.list)), *node.body));
    return {};
  }
  Origins Of(const Expr&, const expressions::Ask& ask) {
    const auto index = static_cast<std::size_t>(ask.ask);
    const SourceAsk& asked = source_.asks[index];
    if (const auto* path = std::get_if<ReadPath>(&asked)) {
      if (path->from_argument) return FollowAll(OriginsOf(*ask.arguments[0]), path->steps);
      shapes_.by_ask_[index] = AfterKeys(path->steps);
      return {Follow(kRecord, path->steps)};
    }
    const Expr& argument = *ask.arguments[0];
    if (std::holds_alternative<Known>(asked)) return OriginsOf(argument);
    if (std::holds_alternative<Attribute>(asked)) return OfAttribute(OriginsOf(argument));
    if (std::get<RawFunction>(asked) == RawFunction::kJson) {
      return OfJson(OriginsOf(argument), shapes_.by_ask_[index]);
    }
    if (std::get<RawFunction>(asked) == RawFunction::kEntries) {
      return OfEntries(OriginsOf(argument), shapes_.by_ask_[index]);
    }
    NeedAll(argument);
    return {};
  }

  // An object or list is handed through; of one in a text, the same is needed.
  static Origins OfJson(Origins origins, ShapeId& in_text) {
    if (origins.size() == 1) in_text = origins.front();
    // Nobody can tell what is needed of one of several, or of a text that was made of others.
    return origins;
  }
  Origins OfEntries(Origins objects, ShapeId& of) {
    if (objects.size() == 1) of = objects.front();
    for (ShapeId& object : objects) object = AddEntries(object);
    return objects;
  }
  Origins OfAttribute(const Origins& lists) {
    for (const ShapeId list : lists) {
      const ShapeId pair = AddElements(list);
      shapes_.parts_[list].attributes = true;
      for (const char* key : {"key", "value"}) shapes_.parts_[ChildOf(pair, key)].all = true;
    }
    return {};
  }

  ShapeId AfterKeys(std::span<const PathStep> steps) {
    ShapeId at = kRecord;
    for (const PathStep& step : steps) {
      if (step.kind != PathStep::Kind::kKey) break;
      at = ChildOf(at, step.key);
    }
    return at;
  }
  ShapeId Follow(ShapeId at, std::span<const PathStep> steps) {
    bool is_list = false;
    for (const PathStep& step : steps) {
      const bool is_key = step.kind == PathStep::Kind::kKey;
      at = is_key ? ChildOf(at, step.key) : ElementsOf(at);
      is_list |= step.kind == PathStep::Kind::kAll;
    }
    if (!is_list) return at;
    // A path with `[*]` makes a list of what it leads to.
    shapes_.parts_[at].all = true;
    return kAll;
  }
  Origins FollowAll(Origins origins, std::span<const PathStep> steps) {
    for (ShapeId& origin : origins) origin = Follow(origin, steps);
    return origins;
  }

  ShapeId ChildOf(ShapeId object, const std::string& key) {
    const ShapeId child = shapes_.keys_.Add(std::span(&key, 1), object);
    shapes_.parts_.resize(shapes_.keys_.size());
    return child;
  }
  ShapeId ElementsOf(ShapeId list) {
    shapes_.parts_[list].asked_as_list = true;
    return AddElements(list);
  }
  ShapeId AddElements(ShapeId list) {
    if (shapes_.parts_[list].elements == kNothing) {
      shapes_.parts_[list].elements = shapes_.keys_.AddRoot();
      shapes_.parts_.resize(shapes_.keys_.size());
    }
    return shapes_.parts_[list].elements;
  }
  ShapeId AddEntries(ShapeId object) {
    if (shapes_.parts_[object].entries == kNothing) {
      const ShapeId list = shapes_.keys_.AddRoot();
      shapes_.parts_.resize(shapes_.keys_.size());
      const ShapeId values = ChildOf(AddElements(list), "value");
      shapes_.parts_[object].entries = list;
      shapes_.parts_[object].values = values;
    }
    return shapes_.parts_[object].entries;
  }
  Origins ElementsOf(Origins lists) {
    for (ShapeId& list : lists) list = ElementsOf(list);
    return lists;
  }

  const SourceMap& source_;
  Shapes& shapes_;
  std::map<expressions::LocalId, Origins> locals_;
};

Shapes::Shapes(const SourceMap& source) : by_ask_(source.asks.size(), kAll) {
  keys_.AddRoot();  // kNothing
  keys_.AddRoot();  // kAll
  parts_.resize(keys_.size());
  parts_[kAll].all = true;
  Trace trace(source, *this);
  for (const SourceMapping& mapping : source.mappings) trace.Through(mapping);
  CloseEntries();
}

void Shapes::CloseEntries() {
  // Entries may be asked for entries.
  for (bool is_closed = false; !is_closed;) {
    is_closed = true;
    for (Parts& parts : parts_) {
      if (parts.entries == kNothing) continue;
      const auto object = static_cast<ShapeId>(&parts - parts_.data());
      const Parts& list = parts_[parts.entries];
      Parts& values = parts_[parts.values];
      const bool whole = parts.all || list.all || parts_[list.elements].all;
      const bool all = whole || keys_.HasChildren(object);
      is_closed = is_closed && parts.all == all && (values.all || !whole);
      parts.all = all;
      values.all = values.all || whole;
    }
  }
}

}  // namespace abide::events
