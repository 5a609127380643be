// Which absent fields make an expression unknown.
//
// The walk goes down only where the answer is not definite: into the unknown operands of an `and`,
// the absent side of a comparison, the elements for which a quantifier's body is unknown. Where all
// operands are there and the result is absent all the same (text that is no number, an element that
// a list does not have), the fields of the operands are named: they are what the reader has to look
// at. A quotient by zero, a result out of range and one that no calendar duration is are
// named themselves, as written: nothing is missing there. Used for findings only, so it evaluates
// again rather than remembers.

#include <algorithm>
#include <optional>
#include <string_view>

#include "expressions/children.h"
#include "expressions/operations.h"
#include "expressions/uncounted.h"

namespace abide::expressions {
namespace {

using Kind = Value::Kind;
using Names = std::vector<std::string>;

// Behind the words of an operation whose operands are there.
constexpr std::string_view kOutOfRange = " (out of range)";
constexpr std::string_view kDividedByZero = " (divided by zero)";
constexpr std::string_view kNotInMonths = " (not in whole months)";

bool IsDefinite(const Value& value) {
  switch (value.kind()) {
    case Kind::kAbsent:
    case Kind::kInterval:
      return false;
    case Kind::kList:
      return std::all_of(value.elements().begin(), value.elements().end(), IsDefinite);
    default:
      return true;
  }
}

class Walk {
 public:
  explicit Walk(Environment& environment) : environment_(environment) {}

  // Nothing to say of a definite value.
  void Explain(const Expr& expr) {
    if (IsDefinite(Evaluate(expr, environment_))) return;
    std::visit([&](const auto& node) { ExplainNode(expr, node); }, expr.node);
  }

  Names TakeNames() { return std::move(names_); }

 private:
  // What stands behind a local: how its value is called, and the fields that it comes from.
  struct Frame {
    LocalId local;
    std::optional<std::string> path;
    Names missing;
    Names fields;
  };

  // Gives the local its value and frame while it lives.
  class Scope {
   public:
    Scope(Walk& walk, Frame frame)
        : walk_(walk), local_(frame.local), before_(walk.environment_.Exchange(local_, {})) {
      walk_.frames_.push_back(std::move(frame));
    }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() {
      walk_.frames_.pop_back();
      walk_.environment_.Set(local_, before_);
    }
    void Set(const Value& value) { walk_.environment_.Set(local_, value); }

   private:
    Walk& walk_;
    LocalId local_;
    Value before_;
  };

  void Add(std::string name) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
      names_.push_back(std::move(name));
    }
  }
  void AddAll(const Names& names) {
    for (const std::string& name : names) Add(name);
  }

  const Frame* Find(LocalId local) const {
    const auto found = std::find_if(frames_.rbegin(), frames_.rend(),
                                    [&](const Frame& frame) { return frame.local == local; });
    return found == frames_.rend() ? nullptr : &*found;
  }

  // What `collect` adds, apart from the names so far.
  template <typename Collect>
  Names Apart(Collect collect) {
    Names outer;
    outer.swap(names_);
    collect();
    outer.swap(names_);
    return outer;
  }

  // How a rule writer would point at the value, if it is a plain path.
  std::optional<std::string> PathOf(const Expr& expr) const {
    if (const auto* field = std::get_if<Field>(&expr.node)) return field->name;
    if (const auto* local = std::get_if<Local>(&expr.node)) {
      const Frame* frame = Find(local->local);
      return frame == nullptr ? std::nullopt : frame->path;
    }
    if (const auto* member = std::get_if<MemberOf>(&expr.node)) {
      const std::optional<std::string> record = PathOf(*member->record);
      return record ? std::optional(*record + "." + member->name) : std::nullopt;
    }
    if (const auto* element = std::get_if<ElementOf>(&expr.node)) {
      const std::optional<std::string> list = PathOf(*element->list);
      return list ? std::optional(*list + "[]") : std::nullopt;
    }
    if (const auto* flat = std::get_if<Flatten>(&expr.node)) return PathOf(*flat->list);
    return std::nullopt;
  }

  // Every field that `expr` reads.
  void Blame(const Expr& expr) {
    if (const auto* local = std::get_if<Local>(&expr.node)) {
      if (const Frame* frame = Find(local->local)) AddAll(frame->fields);
    } else if (std::optional<std::string> path = PathOf(expr)) {
      Add(std::move(*path));
    } else if (const auto* let = std::get_if<Let>(&expr.node)) {
      Scope scope(*this, FrameOf(*let));
      Blame(*let->body);
    } else {
      ForEachChild(expr, [&](const ExprPtr& child) { Blame(*child); });
    }
  }

  Frame FrameOf(const Let& let) {
    return {let.local, PathOf(*let.value), Apart([&] { Explain(*let.value); }),
            Apart([&] { Blame(*let.value); })};
  }
  // For the variable of a quantifier or comprehension.
  Frame FrameOf(LocalId variable, const Expr& list) {
    const std::optional<std::string> path = PathOf(list);
    Names fields = Apart([&] { Blame(list); });
    return {variable, path ? std::optional(*path + "[]") : std::nullopt, fields, fields};
  }

  template <typename Node>
  void ExplainNode(const Expr& expr, const Node&) {
    ExplainOperands(expr);
  }
  // Most nodes: the operands that are not definite; all operands if they are.
  void ExplainOperands(const Expr& expr) {
    bool all_definite = true;
    ForEachChild(expr, [&](const ExprPtr& child) {
      if (IsDefinite(Evaluate(*child, environment_))) return;
      all_definite = false;
      Explain(*child);
    });
    if (all_definite) Blame(expr);
  }
  void ExplainNode(const Expr& expr, const Arithmetic& node) {
    const Value left = Evaluate(*node.left, environment_);
    const Value right = Evaluate(*node.right, environment_);
    const std::uint64_t out_of_range = environment_.out_of_range;
    const std::uint64_t divided_by_zero = environment_.divided_by_zero;
    const Value result = Calculate(node.op, left, right, environment_);
    if (environment_.divided_by_zero != divided_by_zero || IsIntervalByZero(node.op, left, right)) {
      AddResult(expr, node, kDividedByZero);
    } else if (environment_.out_of_range != out_of_range) {
      AddResult(expr, node, kOutOfRange);
    } else if (result.is_absent() && IsOfMonths(node.op, left, right)) {
      AddResult(expr, node, kNotInMonths);
    } else {
      ExplainOperands(expr);
    }
  }
  // Of which nothing is counted, for its dividend may be anything.
  static bool IsIntervalByZero(ArithmeticOperator op, const Value& left, const Value& right) {
    return op == ArithmeticOperator::kDivide && left.kind() == Kind::kInterval &&
           right.kind() == Kind::kNumber && right.number().is_zero();
  }
  // A part of a calendar duration, or how often one goes into another: not everything has one.
  static bool IsOfMonths(ArithmeticOperator op, const Value& left, const Value& right) {
    const auto is_calendar = [](const Value& value) {
      return value.kind() == Kind::kDuration && value.duration().is_calendar();
    };
    const bool scales = op == ArithmeticOperator::kMultiply || op == ArithmeticOperator::kDivide;
    return scales && IsDefinite(left) && IsDefinite(right) &&
           (is_calendar(left) || is_calendar(right));
  }
  void AddResult(const Expr& expr, const Arithmetic& node, std::string_view why) {
    if (node.written.empty()) return ExplainOperands(expr);
    Add(node.written + std::string(why));
  }
  void ExplainNode(const Expr&, const Constant&) {}
  void ExplainNode(const Expr&, const Field& field) { Add(field.name); }
  void ExplainNode(const Expr&, const Local& local) {
    const Frame* frame = Find(local.local);
    if (frame == nullptr) return Add(local.name);
    AddAll(frame->missing);
  }
  void ExplainNode(const Expr& expr, const MemberOf& member) {
    if (std::optional<std::string> path = PathOf(expr)) return Add(std::move(*path));
    Explain(*member.record);
  }
  void ExplainNode(const Expr&, const Let& let) {
    const Value value = Evaluate(*let.value, environment_);
    Scope scope(*this, FrameOf(let));
    scope.Set(value);
    Explain(*let.body);
  }
  void ExplainNode(const Expr&, const Ask& ask) {
    std::vector<Value> arguments;
    for (const ExprPtr& argument : ask.arguments) {
      Explain(*argument);
      arguments.push_back(Evaluate(*argument, environment_));
    }
    Names found;
    environment_.host().Missing(ask.ask, arguments, environment_, found);
    AddAll(found);
  }
  void ExplainNode(const Expr&, const Comprehension& node) {
    ExplainElements(node.variable, *node.list, *node.element);
  }
  void ExplainNode(const Expr&, const Quantifier& node) {
    ExplainElements(node.variable, *node.list, *node.body);
  }
  void ExplainElements(LocalId variable, const Expr& list_expr, const Expr& body) {
    const Value list = Evaluate(list_expr, environment_);
    if (list.kind() != Kind::kList) return Explain(list_expr);
    Scope scope(*this, FrameOf(variable, list_expr));
    for (const Value& element : list.elements()) {
      scope.Set(element);
      Explain(body);
    }
  }

  Environment& environment_;
  Names names_;
  std::vector<Frame> frames_;
};

}  // namespace

std::vector<std::string> MissingFields(const Expr& expr, Environment& environment) {
  const Uncounted told(environment);
  Walk walk(environment);
  walk.Explain(expr);
  return walk.TakeNames();
}

}  // namespace abide::expressions
