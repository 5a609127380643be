#include "check/settings.h"

#include <algorithm>

#include "check/build.h"
#include "check/words.h"

namespace abide::check {
namespace {

std::string Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

std::string Unquoted(const std::string& text) {
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    return text.substr(1, text.size() - 2);
  }
  return text;
}

// As rules write numbers: `20M`, `1_000`, `5%`.
std::optional<values::Decimal> ReadNumber(std::string text) {
  std::erase(text, '_');
  std::int64_t factor = 1;
  bool percent = false;
  if (!text.empty()) {
    switch (text.back()) {
      case 'k':
        factor = 1'000;
        break;
      case 'M':
        factor = 1'000'000;
        break;
      case 'B':
        factor = 1'000'000'000;
        break;
      case '%':
        percent = true;
        break;
      default:
        break;
    }
    if (factor != 1 || percent) text.pop_back();
  }
  const auto number = values::Decimal::Parse(text);
  if (!number) return std::nullopt;
  if (percent) return values::Divide(*number, values::Decimal::FromInteger(100));
  return values::Multiply(*number, values::Decimal::FromInteger(factor));
}

std::optional<Value> ReadScalar(Context& context, const std::string& text, const Type& type) {
  switch (type.kind) {
    case Kind::kNumber:
      if (const auto number = ReadNumber(text)) return Value::Of(*number);
      return std::nullopt;
    case Kind::kBoolean:
      if (text == "true" || text == "false") return Value::Of(text == "true");
      return std::nullopt;
    case Kind::kTime:
      if (const auto time = values::ParseInstant(text)) return Value::Of(*time);
      return std::nullopt;
    case Kind::kDuration:
      if (const auto duration = values::ParseDuration(text)) return Value::Of(*duration);
      return std::nullopt;
    default:
      return Value::Of(context.Keep(text));
  }
}

// `a, b` or `["a", "b"]`.
std::optional<Value> ReadList(Context& context, std::string text, const Type& element) {
  text = Trimmed(text);
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
    text = Trimmed(std::string_view(text).substr(1, text.size() - 2));
  }
  std::vector<Value> elements;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    const auto value =
        ReadScalar(context, Unquoted(Trimmed(text.substr(begin, comma - begin))), element);
    if (!value) return std::nullopt;
    elements.push_back(*value);
    begin = comma + 1;
  }
  return context.rules.memory->Copy(Value::ListOf(elements));
}

}  // namespace

ExprPtr ApplySetting(Context& context, const syntax::Name& parameter, ExprPtr declared) {
  const auto setting = context.options.parameters.find(parameter.text);
  if (setting == context.options.parameters.end()) return declared;
  const Type& type = declared->type;
  const auto value = type.kind == Kind::kList ? ReadList(context, setting->second, *type.element)
                                              : ReadScalar(context, setting->second, type);
  if (!value) {
    context.sink
        ->Add(Code::kBadSetting,
              std::vector<std::string>{parameter.text, setting->second, NameOfType(type)})
        .WithLabel(parameter.span, "the parameter is declared here")
        .WithHelp("write it as the parameter is declared, such as `" +
                  OneLine(context.sources, declared->span) + '`');
    return nullptr;
  }
  return MakeConstant(context, *value, type, declared->span);
}

void ReportUnusedSettings(Context& context) {
  std::vector<std::string> names;
  for (const ConstantFact& each : context.parameters) names.push_back(each.name);
  for (const auto& [name, value] : context.options.parameters) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    Diagnostic& diagnostic =
        context.sink->Add(Code::kUnknownParameter, std::vector<std::string>{name});
    if (const auto near = diagnostics::NearestName(name, names)) {
      diagnostic.WithHelp("write `--set " + *near + "=" + value + "`");
    }
  }
}

}  // namespace abide::check
