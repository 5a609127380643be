#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "diagnostics/printable.h"
#include "diagnostics/render.h"

namespace abide::diagnostics {
namespace {

using Json = nlohmann::ordered_json;

Json PlaceOf(const Span& span, const SourceSet& sources) {
  const SourceFile& file = sources.File(span.file);
  const LineColumn begin = file.Locate(span.begin);
  const LineColumn end = file.Locate(span.end);
  return {{"file", file.path()},
          {"line", begin.line},
          {"column", begin.column},
          {"end_line", end.line},
          {"end_column", end.column}};
}

void AddPlace(const Diagnostic& diagnostic, const SourceSet& sources, Json& object) {
  if (const auto* span = std::get_if<Span>(&diagnostic.where)) {
    object.update(PlaceOf(*span, sources));
  } else if (const auto* path = std::get_if<PathPlace>(&diagnostic.where)) {
    object["file"] = path->path;
  } else if (const auto* place = std::get_if<LogPlace>(&diagnostic.where)) {
    object["log"] = place->log;
    if (place->line != 0) object["line"] = place->line;
    object["offset"] = place->offset;
  }
}

Json ObjectOf(const Diagnostic& diagnostic, const SourceSet& sources) {
  Json object;
  object["code"] = Entry(diagnostic.code).id;
  object["severity"] = NameOf(diagnostic.severity());
  object["message"] = diagnostic.Message();
  AddPlace(diagnostic, sources, object);
  object["labels"] = Json::array();
  for (const Label& label : diagnostic.labels) {
    Json place = PlaceOf(label.span, sources);
    place["text"] = label.text;
    object["labels"].push_back(std::move(place));
  }
  object["fixes"] = Json::array();
  for (const Fix& fix : diagnostic.fixes) {
    Json place = PlaceOf(fix.span, sources);
    place["replacement"] = fix.replacement;
    object["fixes"].push_back(std::move(place));
  }
  object["help"] = diagnostic.Help();
  return object;
}

// JSON text is often read in a terminal. Outside strings it is ASCII, so each code point that has
// no plain shape stands in a string and may be written as an escape.
std::string WithEscapes(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const CodePoint point = DecodeUtf8(json, at);
    if (point.value < 0x7F || IsPrintable(point.value)) {
      safe.append(json.substr(at, point.length));
    } else {
      AppendJsonEscape(point.value, safe);
    }
    at += point.length;
  }
  return safe;
}

}  // namespace

std::string RenderJson(std::span<const Diagnostic> diagnostics, const SourceSet& sources) {
  Json array = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    array.push_back(ObjectOf(diagnostic, sources));
  }
  return WithEscapes(array.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace abide::diagnostics
