#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "diagnostics/printable.h"
#include "diagnostics/render.h"
#include "diagnostics/snippet.h"

namespace abide::diagnostics {
namespace {

struct FileMarks {
  FileId file;
  std::vector<Mark> marks;
};

// The primary range's file first, the others in the order of their first label.
std::vector<FileMarks> MarksByFile(const Diagnostic& diagnostic) {
  std::vector<FileMarks> files;
  const auto add = [&files](const Span& span, std::string text, bool is_primary) {
    const auto same = std::find_if(files.begin(), files.end(),
                                   [&](const FileMarks& file) { return file.file == span.file; });
    FileMarks& file = same != files.end() ? *same : files.emplace_back(FileMarks{span.file, {}});
    file.marks.push_back({span, std::move(text), is_primary});
  };
  if (const auto* span = std::get_if<Span>(&diagnostic.where)) add(*span, "", true);
  for (const Label& label : diagnostic.labels) add(label.span, label.text, false);
  return files;
}

std::size_t GutterOf(const std::vector<FileMarks>& files, const SourceSet& sources) {
  std::uint32_t last = 1;
  for (const FileMarks& file : files) {
    for (const Mark& mark : file.marks) {
      last = std::max(last, sources.File(file.file).Locate(mark.span.end).line);
    }
  }
  return std::to_string(last).size();
}

std::string PlaceOf(const SourceFile& file, std::uint32_t offset) {
  const LineColumn place = file.Locate(offset);
  return fmt::format("{}:{}:{}", Printable(file.path()), place.line, place.column);
}

// The place of a diagnostic that has no range; empty if it has one, or no place at all.
std::string PlainPlace(const Diagnostic& diagnostic) {
  if (const auto* path = std::get_if<PathPlace>(&diagnostic.where)) return Printable(path->path);
  const auto* place = std::get_if<LogPlace>(&diagnostic.where);
  if (place == nullptr) return {};
  if (place->line == 0) return fmt::format("{} (byte {})", Printable(place->log), place->offset);
  return fmt::format("{}:{} (byte {})", Printable(place->log), place->line, place->offset);
}

std::string Advice(const Fix& fix, const SourceSet& sources) {
  const std::string old_words = Printable(sources.Text(fix.span));
  const std::string new_words = Printable(fix.replacement);
  if (old_words.empty()) return fmt::format("insert `{}`", new_words);
  if (new_words.empty()) return fmt::format("remove `{}`", old_words);
  return fmt::format("write `{}` instead of `{}`", new_words, old_words);
}

Style StyleOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return Style::kError;
    case Severity::kWarning:
      return Style::kWarning;
    case Severity::kNote:
      break;
  }
  return Style::kNote;
}

}  // namespace

std::string_view NameOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      break;
  }
  return "note";
}

std::string RenderText(const Diagnostic& diagnostic, const SourceSet& sources, Colour colour) {
  const std::vector<FileMarks> files = MarksByFile(diagnostic);
  const SnippetLook look{GutterOf(files, sources), StyleOf(diagnostic.severity()), colour};
  const std::string indent(look.gutter, ' ');
  const auto frame = [&](std::string_view text) { return Paint(text, Style::kFrame, colour); };

  const std::string kind =
      fmt::format("{}[{}]", NameOf(diagnostic.severity()), Entry(diagnostic.code).id);
  std::string block = Paint(kind, look.primary, colour) +
                      Paint(": " + Printable(diagnostic.Message()), Style::kStrong, colour) + '\n';
  if (const std::string place = PlainPlace(diagnostic); !place.empty()) {
    block += indent + frame("-->") + ' ' + place + '\n';
  }
  for (const FileMarks& marks : files) {
    const SourceFile& file = sources.File(marks.file);
    const bool is_first = marks.marks.front().is_primary;
    block += indent + frame(is_first ? "-->" : ":::") + ' ' +
             PlaceOf(file, marks.marks.front().span.begin) + '\n';
    block += Snippet(file, marks.marks, look);
  }
  if (const std::string help = diagnostic.Help(); !help.empty()) {
    block += indent + ' ' + frame("=") + ' ' + Paint("help", Style::kStrong, colour) + ": " +
             Printable(help) + '\n';
  }
  for (const Fix& fix : diagnostic.fixes) {
    block += indent + ' ' + frame("=") + ' ' + Paint("fix", Style::kStrong, colour) + ": " +
             Advice(fix, sources) + '\n';
  }
  return block;
}

std::string RenderText(std::span<const Diagnostic> diagnostics, const SourceSet& sources,
                       Colour colour) {
  std::string blocks;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!blocks.empty()) blocks += '\n';
    blocks += RenderText(diagnostic, sources, colour);
  }
  return blocks;
}

}  // namespace abide::diagnostics
