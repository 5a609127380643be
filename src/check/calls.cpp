// Calls: what the language brings along (definitions and states: uses.cpp).

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "check/expressions.h"
#include "check/names.h"
#include "check/other_languages.h"
#include "check/patterns.h"
#include "check/words.h"

namespace abide::check {

namespace ex = expressions;

namespace {

struct BuiltinName {
  std::string_view name;
  bool source_only;
};
constexpr std::array kBuiltins = {
    BuiltinName{"size", false},         BuiltinName{"lower", false},
    BuiltinName{"hour", false},         BuiltinName{"weekday", false},
    BuiltinName{"date", false},         BuiltinName{"epoch_seconds", false},
    BuiltinName{"epoch_millis", false}, BuiltinName{"epoch_nanos", false},
    BuiltinName{"time", false},         BuiltinName{"number", false},
    BuiltinName{"string", false},       BuiltinName{"json", true},
    BuiltinName{"base64", true},        BuiltinName{"entries", true},
    BuiltinName{"attribute", true},     BuiltinName{"known", true},
    BuiltinName{"dotnet_ticks", true},
};

const BuiltinName* FindBuiltin(std::string_view name) {
  for (const BuiltinName& each : kBuiltins) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

// What to write for a function that there is not, and that no other language has.
std::string FunctionsThereAre(bool in_source) {
  std::vector<std::string> names = {"capture"};
  for (const BuiltinName& each : kBuiltins) {
    if (in_source || !each.source_only) names.emplace_back(each.name);
  }
  return "functions are " + Enumerate(names, names.size()) +
         "; others are defined: `define NAME(x) = …`";
}

Type WeekdayType() {
  Type type = Type::Of(Kind::kOneOf);
  type.one_of = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  return type;
}

}  // namespace

ExprPtr ExpressionChecker::Node(const syntax::Call& node, Span span, const Scope& scope) {
  const Symbol* symbol = FindSymbol(context_, scope.file, node.function);
  ExprPtr result;
  const bool is_function = symbol != nullptr && symbol->kind == Symbol::Kind::kDefinition &&
                           !context_.definitions[symbol->index].ast->parameters.empty();
  const bool is_state = symbol != nullptr && symbol->kind == Symbol::Kind::kState;
  if (is_function || is_state) context_.Note(node.function.span, *symbol);
  if (is_function) {
    result = UseDefinition(node, symbol->index, span, scope);
  } else if (is_state) {
    result = UseState(node, symbol->index, span, scope);
  } else if (FindBuiltin(node.function.text) != nullptr) {
    result = Builtin(node, span, scope);
  } else {
    for (const auto& each : node.arguments) {
      if (PatternNamed(context_, *each, scope) == nullptr) Check(*each, scope);
    }
    Diagnostic& diagnostic =
        context_.Report(Code::kUnknownFunction, node.function.span, {node.function.text});
    auto candidates = context_.symbols.Names(context_.loaded.files, scope.file,
                                             {Symbol::Kind::kState, Symbol::Kind::kDefinition});
    for (const BuiltinName& each : kBuiltins) candidates.emplace_back(each.name);
    const std::string_view instead = InsteadOf(node.function.text);
    const bool is_declared = context_.symbols.FindUnseen(node.function.text) != nullptr;
    if (!instead.empty() && !is_declared) {
      diagnostic.WithHelp(std::string(instead));
      return nullptr;
    }
    Advise(context_, scope.file, diagnostic, node.function, candidates);
    if (diagnostic.fixes.empty() && diagnostic.labels.empty()) {
      diagnostic.WithHelp(FunctionsThereAre(scope.source != nullptr));
    }
    return nullptr;
  }
  return Steps(std::move(result), node.steps, 0, span, scope);
}

ExprPtr ExpressionChecker::Builtin(const syntax::Call& node, Span span, const Scope& scope) {
  using Function = ex::Function;
  const std::string& name = node.function.text;
  if (name == "hour")
    return CalendarCall(node, Function::kHour, Type::Of(Kind::kNumber), span, scope);
  if (name == "weekday") return CalendarCall(node, Function::kWeekday, WeekdayType(), span, scope);
  if (name == "date")
    return CalendarCall(node, Function::kDate, Type::Of(Kind::kTime), span, scope);
  if (name == "epoch_seconds") return ReadingCall(node, Function::kEpochSeconds, span, scope);
  if (name == "epoch_millis") return ReadingCall(node, Function::kEpochMillis, span, scope);
  if (name == "epoch_nanos") return ReadingCall(node, Function::kEpochNanos, span, scope);
  if (name == "time") return ReadingCall(node, Function::kTime, span, scope);
  if (name == "number") return ReadingCall(node, Function::kNumber, span, scope);
  if (name == "string") return ReadingCall(node, Function::kString, span, scope);
  if (FindBuiltin(name)->source_only) return SourceCall(node, span, scope);
  if (!CheckCount(node, span, 1, 1)) return nullptr;
  const syntax::Expr& ast = *node.arguments[0];
  if (name == "lower") {
    ExprPtr text = Of(Kind::kString, ast, scope);
    if (!text) return nullptr;
    return Make(context_, ex::FunctionCall{Function::kLower, std::move(text), ""},
                Type::Of(Kind::kString), span);
  }
  ExprPtr list = Check(ast, scope);
  if (!list) return nullptr;
  if (list->type.kind != Kind::kList && list->type.kind != Kind::kRaw) {
    context_.Report(Code::kWrongType, ast.span, {"a list", NameOfType(list->type)});
    return nullptr;
  }
  return Make(context_, ex::FunctionCall{Function::kSize, std::move(list), ""},
              Type::Of(Kind::kNumber), span);
}

bool ExpressionChecker::CheckCount(const syntax::Call& node, Span span, std::size_t least,
                                   std::size_t most) {
  const std::size_t given = node.arguments.size();
  if (given >= least && given <= most) return true;
  const std::string wanted = least == most ? Counted(least, "argument")
                                           : fmt::format("{} {} {} arguments", least,
                                                         most - least > 1 ? "to" : "or", most);
  context_.Report(Code::kArgumentCount, span, {node.function.text, wanted, std::to_string(given)});
  return false;
}

std::optional<std::string> ExpressionChecker::ConstantText(const syntax::Expr& expr,
                                                           const Scope& scope) {
  const ExprPtr text = As(context_, CheckText(expr, scope, true), Kind::kString, expr.span);
  if (!text) return std::nullopt;
  const Value* value = ConstantOf(text);
  if (value == nullptr || value->kind() != Value::Kind::kText) {
    context_.Report(Code::kNotConstant, expr.span, {"this argument"});
    return std::nullopt;
  }
  return std::string(value->text());
}

std::optional<std::string> ExpressionChecker::ZoneOf(const syntax::Expr& expr, const Scope& scope) {
  auto zone = ConstantText(expr, scope);
  if (!zone || values::IsZone(*zone)) return zone;
  context_.Report(Code::kUnknownZone, expr.span, {*zone});
  return std::nullopt;
}

ExprPtr ExpressionChecker::CalendarCall(const syntax::Call& node, ex::Function function, Type type,
                                        Span span, const Scope& scope) {
  if (!CheckCount(node, span, 1, 2)) return nullptr;
  ExprPtr time = Of(Kind::kTime, *node.arguments[0], scope);
  std::optional<std::string> zone = "";
  if (node.arguments.size() == 2) zone = ZoneOf(*node.arguments[1], scope);
  if (!time || !zone) return nullptr;
  return Make(context_, ex::FunctionCall{function, std::move(time), *zone}, std::move(type), span);
}

// Functions that read a value out of another: `number("12")`, `time(x, "Zone")`, `epoch_millis(x)`.
ExprPtr ExpressionChecker::ReadingCall(const syntax::Call& node, ex::Function function, Span span,
                                       const Scope& scope) {
  const bool is_time = function == ex::Function::kTime;
  if (!CheckCount(node, span, 1, is_time ? 2 : 1)) return nullptr;
  const syntax::Expr& ast = *node.arguments[0];
  ExprPtr argument = Check(ast, scope);
  std::optional<std::string> zone = "";
  if (node.arguments.size() == 2) zone = ZoneOf(*node.arguments[1], scope);
  if (!argument || !zone) return nullptr;
  const bool reads_number = function == ex::Function::kEpochSeconds ||
                            function == ex::Function::kEpochMillis ||
                            function == ex::Function::kEpochNanos;
  const Kind kind = argument->type.kind;
  const bool is_string = function == ex::Function::kString;
  const bool fits = CanBe(argument, Kind::kString) || (reads_number && kind == Kind::kNumber) ||
                    (is_string && kind != Kind::kList && kind != Kind::kRecord);
  if (!fits) {
    context_.Report(Code::kWrongType, ast.span,
                    {reads_number ? "number or string"
                     : is_string  ? "a single value"
                                  : "string",
                     NameOfType(argument->type)});
    return nullptr;
  }
  const Kind result = is_string                           ? Kind::kString
                      : function == ex::Function::kNumber ? Kind::kNumber
                                                          : Kind::kTime;
  return Make(context_, ex::FunctionCall{function, std::move(argument), *zone}, Type::Of(result),
              span);
}

ExprPtr ExpressionChecker::SourceCall(const syntax::Call& node, Span span, const Scope& scope) {
  const std::string& name = node.function.text;
  if (scope.source == nullptr) {
    context_.Report(Code::kOnlyInSource, node.function.span, {name});
    return nullptr;
  }
  if (name == "known") return KnownCall(node, span, scope);
  if (name == "dotnet_ticks") return TicksCall(node, span, scope);
  const std::size_t count = name == "attribute" ? 2 : 1;
  if (!CheckCount(node, span, count, count)) return nullptr;
  ExprPtr argument = Check(*node.arguments[0], scope);
  if (!argument) return nullptr;
  const Kind kind = argument->type.kind;
  const bool takes_text = name == "json" || name == "base64";
  const bool fits =
      kind == Kind::kRaw || (takes_text ? argument->type.is_textual() : kind == Kind::kList);
  if (!fits) {
    context_.Report(
        Code::kWrongType, node.arguments[0]->span,
        {takes_text ? "string" : "a value of a raw record", NameOfType(argument->type)});
    return nullptr;
  }
  const Type raw = Type::Of(Kind::kRaw);
  if (name == "json") return SourceAsk(events::RawFunction::kJson, {argument}, raw, span, scope);
  if (name == "base64") {
    return SourceAsk(events::RawFunction::kBase64, {argument}, Type::Of(Kind::kString), span,
                     scope);
  }
  if (name == "entries") {
    return SourceAsk(events::RawFunction::kEntries, {argument}, Type::ListOf(raw), span, scope);
  }
  const auto key = ConstantText(*node.arguments[1], scope);
  if (!key) return nullptr;
  return SourceAsk(events::Attribute{*key}, {argument}, raw, span, scope);
}

ExprPtr ExpressionChecker::KnownCall(const syntax::Call& node, Span span, const Scope& scope) {
  constexpr std::size_t kMostWords = 64;
  if (!CheckCount(node, span, 1, 1 + kMostWords)) return nullptr;
  ExprPtr argument = Check(*node.arguments[0], scope);
  events::Known known;
  for (std::size_t i = 1; i < node.arguments.size(); ++i) {
    const auto word = ConstantText(*node.arguments[i], scope);
    if (!word) return nullptr;
    known.words.push_back(*word);
  }
  if (!argument) return nullptr;
  const Type type = argument->type;
  if (type.kind != Kind::kRaw && !type.is_textual()) {
    context_.Report(Code::kWrongType, node.arguments[0]->span, {"string", NameOfType(type)});
    return nullptr;
  }
  return SourceAsk(std::move(known), {std::move(argument)}, type, span, scope);
}

ExprPtr ExpressionChecker::TicksCall(const syntax::Call& node, Span span, const Scope& scope) {
  if (!CheckCount(node, span, 1, 1)) return nullptr;
  ExprPtr argument = Check(*node.arguments[0], scope);
  if (!argument) return nullptr;
  const Type& type = argument->type;
  if (type.kind != Kind::kRaw && type.kind != Kind::kNumber && !type.is_textual()) {
    context_.Report(Code::kWrongType, node.arguments[0]->span,
                    {"number or string", NameOfType(type)});
    return nullptr;
  }
  return SourceAsk(events::RawFunction::kDotnetTicks, {std::move(argument)}, Type::Of(Kind::kTime),
                   span, scope);
}

ExprPtr ExpressionChecker::Node(const syntax::Capture& node, Span span, const Scope& scope) {
  ExprPtr text = Of(Kind::kString, *node.text, scope);
  auto regex = Compile(node.regex, false);
  if (!text || !regex) return nullptr;
  if (regex->group_count() == 0) {
    context_.Report(Code::kCaptureWithoutGroup, node.regex.span);
    return nullptr;
  }
  const std::string written =
      fmt::format("/{}/{}", node.regex.pattern, node.regex.ignoring_case ? "i" : "");
  ExprPtr call = Make(context_, ex::CaptureCall{std::move(text), std::move(regex), written},
                      Type::Of(Kind::kString), span);
  return Steps(std::move(call), node.steps, 0, span, scope);
}

}  // namespace abide::check
