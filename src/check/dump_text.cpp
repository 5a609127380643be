#include "check/dump_text.h"

#include <fmt/format.h>

#include "check/words.h"

namespace abide::check {
namespace {

namespace ex = expressions;

std::string_view SignOf(ex::CompareOperator op) {
  switch (op) {
    case ex::CompareOperator::kEqual:
      return "==";
    case ex::CompareOperator::kNotEqual:
      return "!=";
    case ex::CompareOperator::kLess:
      return "<";
    case ex::CompareOperator::kLessEqual:
      return "<=";
    case ex::CompareOperator::kGreater:
      return ">";
    case ex::CompareOperator::kGreaterEqual:
      return ">=";
  }
  return "";
}

std::string_view SignOf(ex::ArithmeticOperator op) {
  switch (op) {
    case ex::ArithmeticOperator::kAdd:
      return "+";
    case ex::ArithmeticOperator::kSubtract:
      return "-";
    case ex::ArithmeticOperator::kMultiply:
      return "*";
    case ex::ArithmeticOperator::kDivide:
      return "/";
  }
  return "";
}

std::string_view WordsOf(ex::TextOperator op) {
  switch (op) {
    case ex::TextOperator::kStartsWith:
      return "starts with";
    case ex::TextOperator::kEndsWith:
      return "ends with";
    case ex::TextOperator::kContains:
      return "contains";
  }
  return "";
}

std::string_view NameOf(ex::Function function) {
  switch (function) {
    case ex::Function::kSize:
      return "size";
    case ex::Function::kLower:
      return "lower";
    case ex::Function::kHour:
      return "hour";
    case ex::Function::kWeekday:
      return "weekday";
    case ex::Function::kDate:
      return "date";
    case ex::Function::kEpochSeconds:
      return "epoch_seconds";
    case ex::Function::kEpochMillis:
      return "epoch_millis";
    case ex::Function::kEpochNanos:
      return "epoch_nanos";
    case ex::Function::kTime:
      return "time";
    case ex::Function::kNumber:
      return "number";
    case ex::Function::kString:
      return "string";
  }
  return "";
}

std::string_view NameOf(AskAggregate::Function function) {
  switch (function) {
    case AskAggregate::Function::kCount:
      return "count";
    case AskAggregate::Function::kSum:
      return "sum";
    case AskAggregate::Function::kMin:
      return "min";
    case AskAggregate::Function::kMax:
      return "max";
    case AskAggregate::Function::kAverage:
      return "average";
    case AskAggregate::Function::kDistinct:
      return "distinct";
    case AskAggregate::Function::kLatest:
      return "latest";
    case AskAggregate::Function::kEarliest:
      return "earliest";
  }
  return "";
}

std::string_view NoCase(values::Case case_rule) {
  return case_rule == values::Case::kIgnore ? " ignoring case" : "";
}

std::uint32_t Number(BindingId id) { return static_cast<std::uint32_t>(id); }

std::string NameOf(const ex::Local& local) {
  return fmt::format("{}%{}", local.name, static_cast<std::uint32_t>(local.local));
}

std::string Variable(LocalId id) { return fmt::format("%{}", static_cast<std::uint32_t>(id)); }

}  // namespace

// One function a node; brackets stand around everything that has an operator.
struct ExpressionPrinter::Printer {
  const ExpressionPrinter& all;

  std::string P(const ExprPtr& expr) const { return all.Print(expr); }
  std::string List(const std::vector<ExprPtr>& list) const {
    std::vector<std::string> parts;
    parts.reserve(list.size());
    for (const ExprPtr& each : list) parts.push_back(P(each));
    return Join(parts, ", ");
  }

  std::string operator()(const ex::Constant& node) const { return PrintValue(node.value); }
  std::string operator()(const ex::Field& node) const {
    return fmt::format("{}@{}", node.name, Number(node.binding));
  }
  std::string operator()(const ex::Local& node) const { return NameOf(node); }
  std::string operator()(const ex::MemberOf& node) const {
    return P(node.record) + "." + node.name;
  }
  std::string operator()(const ex::ElementOf& node) const {
    return P(node.list) + "[" + P(node.index) + "]";
  }
  std::string operator()(const ex::Flatten& node) const { return "flatten(" + P(node.list) + ")"; }
  std::string operator()(const ex::Let& node) const {
    return fmt::format("(let {} = {} in {})", Variable(node.local), P(node.value), P(node.body));
  }
  std::string operator()(const ex::Ask& node) const {
    return all.source_ != nullptr ? all.PrintSourceAsk(node) : all.PrintAsk(node);
  }
  std::string operator()(const ex::MakeList& node) const { return "[" + List(node.elements) + "]"; }
  std::string operator()(const ex::Comprehension& node) const {
    return fmt::format("[{} for {} in {}]", P(node.element), Variable(node.variable), P(node.list));
  }
  std::string operator()(const ex::Convert& node) const {
    return fmt::format("read({} as {})", P(node.text), ToString(ex::Type::Of(node.to)));
  }
  std::string operator()(const ex::Negate& node) const { return "(- " + P(node.operand) + ")"; }
  std::string operator()(const ex::Arithmetic& node) const {
    return fmt::format("({} {} {})", P(node.left), SignOf(node.op), P(node.right));
  }
  std::string operator()(const ex::Else& node) const {
    return fmt::format("({} else {})", P(node.first), P(node.second));
  }
  std::string operator()(const ex::Has& node) const { return "(has " + P(node.operand) + ")"; }
  std::string operator()(const ex::Not& node) const { return "(not " + P(node.operand) + ")"; }
  std::string operator()(const ex::Logic& node) const {
    std::vector<std::string> parts;
    for (const ExprPtr& each : node.operands) parts.push_back(P(each));
    return "(" + Join(parts, node.op == ex::LogicOperator::kAnd ? " and " : " or ") + ")";
  }
  std::string operator()(const ex::Compare& node) const {
    return fmt::format("({} {} {}{})", P(node.left), SignOf(node.op), P(node.right),
                       NoCase(node.case_rule));
  }
  std::string operator()(const ex::InList& node) const {
    return fmt::format("({} in {}{})", P(node.item), P(node.list), NoCase(node.case_rule));
  }
  std::string operator()(const ex::InNetwork& node) const {
    return fmt::format("({} in network {})", P(node.address),
                       node.block ? P(node.block) : Quoted(node.text));
  }
  std::string operator()(const ex::InNetworks& node) const {
    return fmt::format("({} in {})", P(node.address), Counted(node.networks.size(), "network"));
  }
  std::string operator()(const ex::Matches& node) const {
    return fmt::format("({} matches {})", P(node.text), node.pattern);
  }
  std::string operator()(const ex::TextTest& node) const {
    return fmt::format("({} {} {}{})", P(node.text), WordsOf(node.op), P(node.part),
                       NoCase(node.case_rule));
  }
  std::string operator()(const ex::Quantifier& node) const {
    return fmt::format("({} {} in {}: {})", node.kind == ex::QuantifierKind::kAny ? "any" : "every",
                       Variable(node.variable), P(node.list), P(node.body));
  }
  std::string operator()(const ex::CaptureCall& node) const {
    return fmt::format("capture({}, {})", P(node.text), node.pattern);
  }
  std::string operator()(const ex::FunctionCall& node) const {
    if (node.zone.empty()) return fmt::format("{}({})", NameOf(node.function), P(node.argument));
    return fmt::format("{}({}, {})", NameOf(node.function), P(node.argument), Quoted(node.zone));
  }
};

std::string ExpressionPrinter::Print(const ExprPtr& expr) const {
  if (!expr) return "-";
  return std::visit(Printer{*this}, expr->node);
}

std::string ExpressionPrinter::Print(const Pattern& pattern) const {
  std::string text = fmt::format("{}@{}", pattern.spoken, Number(pattern.binding));
  if (pattern.within) text += " within " + Print(pattern.within);
  text += ":";
  for (std::size_t i = 0; i < pattern.cases.size(); ++i) {
    const PatternCase& each = pattern.cases[i];
    text += (i == 0 ? " " : " or ") + rules_.schema.Type(each.kind).name;
    if (each.condition) text += " where " + Print(each.condition);
  }
  return text;
}

std::string ExpressionPrinter::Print(const Past& past) const {
  std::vector<std::string> alternatives;
  for (const Pattern& each : past.alternatives) alternatives.push_back("(" + Print(each) + ")");
  std::string text = Join(alternatives, " or ");
  if (past.gap) text += " with no (" + Print(*past.gap) + ") since";
  return text;
}

std::string ExpressionPrinter::PrintAsk(const ex::Ask& ask) const {
  struct Words {
    const ExpressionPrinter& printer;
    std::string arguments;
    const CheckedRules& rules;

    std::string operator()(const AskPrecededBy& node) const {
      return "preceded by " + printer.Print(node.past);
    }
    std::string operator()(const AskAggregate& node) const {
      const std::string value = node.value ? printer.Print(node.value) + " of " : "";
      return fmt::format("{}({}{})", NameOf(node.function), value, printer.Print(node.pattern));
    }
    std::string operator()(const AskState& node) const {
      return fmt::format("state {}({})", rules.states[static_cast<std::size_t>(node.state)].name,
                         arguments);
    }
    std::string operator()(const AskDerive& node) const {
      return fmt::format("{} derive from ({})", arguments, printer.Print(node.source));
    }
    std::string operator()(const AskShare& node) const {
      return fmt::format("share({} from ({}))", arguments, printer.Print(node.source));
    }
    std::string operator()(const AskCell& node) const {
      const Table& table = rules.tables[static_cast<std::size_t>(node.table)];
      return fmt::format("cell {}[{}].{}{}", table.name, arguments, table.columns[node.column],
                         node.as_of ? " as of the last" : "");
    }
    std::string operator()(const AskRow& node) const {
      return fmt::format("row {}[{}]{}", rules.tables[static_cast<std::size_t>(node.table)].name,
                         arguments, node.as_of ? " as of the last" : "");
    }
  };
  const AskNode& node = rules_.asks[static_cast<std::size_t>(ask.ask)];
  const Words words{*this, Printer{*this}.List(ask.arguments), rules_};
  return fmt::format("{{{}@{} {}}}", static_cast<std::uint32_t>(ask.ask), Number(node.at),
                     std::visit(words, node.ask));
}

std::string ExpressionPrinter::PrintSourceAsk(const ex::Ask& ask) const {
  struct Words {
    std::string arguments;

    std::string operator()(const events::ReadPath& node) const {
      std::string text = node.from_argument ? arguments : "record";
      for (const events::PathStep& step : node.steps) {
        switch (step.kind) {
          case events::PathStep::Kind::kKey:
            text += "[" + Quoted(step.key) + "]";
            break;
          case events::PathStep::Kind::kIndex:
            text += fmt::format("[{}]", step.index);
            break;
          case events::PathStep::Kind::kAll:
            text += "[*]";
            break;
        }
      }
      return text;
    }
    std::string operator()(events::RawFunction node) const {
      switch (node) {
        case events::RawFunction::kJson:
          return "json(" + arguments + ")";
        case events::RawFunction::kBase64:
          return "base64(" + arguments + ")";
        case events::RawFunction::kEntries:
          return "entries(" + arguments + ")";
        case events::RawFunction::kDotnetTicks:
          return "dotnet_ticks(" + arguments + ")";
      }
      return "";
    }
    std::string operator()(const events::Attribute& node) const {
      return fmt::format("attribute({}, {})", arguments, Quoted(node.key));
    }
    std::string operator()(const events::Known& node) const {
      std::string text = "known(" + arguments;
      for (const std::string& word : node.words) text += ", " + Quoted(word);
      return text + ")";
    }
  };
  const Words words{Printer{*this}.List(ask.arguments)};
  return fmt::format("{{{} {}}}", static_cast<std::uint32_t>(ask.ask),
                     std::visit(words, source_->asks[static_cast<std::size_t>(ask.ask)]));
}

std::string PrintValue(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kText:
      return Quoted(value.text());
    case Value::Kind::kList: {
      std::vector<std::string> parts;
      for (const Value& each : value.elements()) parts.push_back(PrintValue(each));
      return "[" + Join(parts, ", ") + "]";
    }
    case Value::Kind::kRecord: {
      std::vector<std::string> parts;
      for (const Value& each : value.members()) parts.push_back(PrintValue(each));
      return "{" + Join(parts, ", ") + "}";
    }
    default:
      return values::ToString(value);
  }
}

}  // namespace abide::check
