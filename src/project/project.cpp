#include "project/project.h"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace abide::project {
namespace {

using diagnostics::Code;
using diagnostics::DiagnosticSink;
using diagnostics::FileId;
using diagnostics::SourceFile;
using diagnostics::Span;

class Reader {
 public:
  Reader(const diagnostics::SourceSet& sources, FileId file, DiagnosticSink& sink)
      : text_(sources.File(file).text()), file_(file), sink_(sink) {}

  std::vector<Setting> Read() {
    if (text_.size() > kMostBytes) {
      sink_.Add(Code::kProjectSyntax, Span{file_, 0, 0},
                {"it has more than " + std::to_string(kMostBytes) + " bytes"});
      return {};
    }
    try {
      ReadTable(toml::parse(text_), "", {});
    } catch (const toml::parse_error& error) {
      const Span where = SpanOf(error.source());
      sink_.Add(Code::kProjectSyntax, where, {Told(error.description())});
      return {};
    }
    std::stable_sort(settings_.begin(), settings_.end(), [](const Setting& a, const Setting& b) {
      return a.where.begin < b.where.begin;
    });
    return std::move(settings_);
  }

 private:
  // The library's first sentence, as a message begins.
  static std::string Told(std::string_view description) {
    std::string text(description.substr(0, description.find('\n')));
    constexpr std::string_view kPrefix = "Error while parsing ";
    if (text.starts_with(kPrefix)) text.erase(0, kPrefix.size());
    return text;
  }

  void ReadTable(const toml::table& table, const std::string& verb, Span verb_where) {
    for (const auto& [key, node] : table) {
      const Span where = SpanOf(key.source());
      const toml::table* inner = node.as_table();
      if (inner != nullptr && verb.empty() && !inner->is_inline()) {
        ReadTable(*inner, std::string(key.str()), where);
        continue;
      }
      Setting setting{.verb = verb,
                      .verb_where = verb_where,
                      .name = std::string(key.str()),
                      .words = {},
                      .is_list = !node.is_value(),
                      .where = where};
      if (ReadWords(node, setting)) settings_.push_back(std::move(setting));
    }
  }

  bool ReadWords(const toml::node& node, Setting& setting) {
    if (const toml::array* list = node.as_array()) {
      return std::all_of(list->begin(), list->end(),
                         [&](const toml::node& element) { return AddWord(element, "", setting); });
    }
    if (const toml::table* table = node.as_table()) {
      return std::all_of(table->begin(), table->end(), [&](const auto& pair) {
        return AddWord(pair.second, std::string(pair.first.str()) + '=', setting);
      });
    }
    return AddWord(node, "", setting);
  }

  bool AddWord(const toml::node& node, const std::string& prefix, Setting& setting) {
    const Span where = SpanOf(node.source());
    Word word{.text = prefix, .is_truth = node.is_boolean(), .where = where};
    if (const auto* text = node.as_string()) {
      word.text += text->get();
    } else if (node.is_boolean() || node.is_integer() || node.is_floating_point()) {
      word.text += text_.substr(where.begin, where.end - where.begin);
    } else {
      sink_.Add(Code::kProjectValue, where,
                {setting.name, "a text, a number, `true` or `false`, or a list of them"});
      return false;
    }
    setting.words.push_back(std::move(word));
    return true;
  }

  // Lines and columns (in code points) from 1 to bytes.
  std::uint32_t OffsetOf(const toml::source_position& position) const {
    std::size_t at = 0;
    for (toml::source_index line = 1; line < position.line && at < text_.size(); ++line) {
      at = std::min(text_.find('\n', at), text_.size() - 1) + 1;
    }
    for (toml::source_index column = 1; column < position.column && at < text_.size(); ++column) {
      ++at;
      while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80) ++at;
    }
    return static_cast<std::uint32_t>(std::min(at, text_.size()));
  }

  Span SpanOf(const toml::source_region& region) const {
    const std::uint32_t begin = OffsetOf(region.begin);
    return {file_, begin, std::max(begin, OffsetOf(region.end))};
  }

  std::string_view text_;
  FileId file_;
  DiagnosticSink& sink_;
  std::vector<Setting> settings_;
};

}  // namespace

std::vector<Setting> Read(const diagnostics::SourceSet& sources, FileId file,
                          DiagnosticSink& sink) {
  return Reader(sources, file, sink).Read();
}

std::optional<std::string> Find(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  // Relative as long as it goes, so that messages name a short path.
  fs::path at = folder.empty() ? fs::path(".") : fs::path(folder);
  const fs::path whole = fs::weakly_canonical(fs::absolute(at, error), error);
  const auto steps = std::distance(whole.begin(), whole.end());
  for (auto i = steps; i > 0; --i) {
    const fs::path file = (at / kFileName).lexically_normal();
    if (fs::is_regular_file(file, error)) return file.string();
    at /= "..";
  }
  return std::nullopt;
}

}  // namespace abide::project
