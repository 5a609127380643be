#include "cli/log_line.h"

#include "cli/counted.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;
using diagnostics::Unexpected;

// A longer line is a problem of its own (events::ReaderLimits).
constexpr std::size_t kMostOfALine = events::ReaderLimits{}.line_bytes;

std::optional<std::uint64_t> LineNumber(std::string_view text) {
  std::uint64_t line = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, line);
  if (result.ec != std::errc() || result.ptr != end || line == 0) return std::nullopt;
  return line;
}

// The logs that `name` may stand for: those with that path or, if there is none, base name.
std::vector<std::size_t> LogsNamed(const std::string& name,
                                   const std::vector<const events::LogFile*>& logs) {
  std::vector<std::size_t> by_path;
  std::vector<std::size_t> by_base;
  for (std::size_t i = 0; i < logs.size(); ++i) {
    const std::string& path = logs[i]->path();
    const auto plain = [](const std::string& text) {
      return std::filesystem::path(text).lexically_normal();
    };
    if (plain(path) == plain(name) || (path == "-" && name == "stdin")) by_path.push_back(i);
    if (std::filesystem::path(path).filename() == name) by_base.push_back(i);
  }
  return by_path.empty() ? by_base : by_path;
}

Diagnostic Fault(Code code, std::vector<std::string> arguments) {
  DiagnosticSink sink;
  return sink.Add(code, std::move(arguments));
}

// The line's text, and how many lines there are in front of where the reading stopped.
struct LineRead {
  std::optional<std::string> text;  // none: the log is shorter
  std::uint64_t lines = 0;
};

LineRead ReadLine(const events::LogFile& log, std::uint64_t wanted) {
  const std::unique_ptr<events::LogPass> pass = log.Begin();
  std::vector<char> buffer(std::size_t{256} << 10);
  LineRead read{.text = "", .lines = 0};
  bool is_open = false;  // bytes of a line without its end have been seen
  while (true) {
    const auto count = pass->Read(buffer.data(), buffer.size());
    if (!count || *count == 0) break;
    for (const char c : std::string_view(buffer.data(), *count)) {
      if (!is_open) ++read.lines;
      is_open = c != '\n';
      if (read.lines == wanted && is_open && read.text->size() < kMostOfALine) *read.text += c;
      if (read.lines == wanted && !is_open) return read;
    }
  }
  if (read.lines < wanted) read.text.reset();
  return read;
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

// Whether a line of the log is a record by itself.
bool HasRecordsOfOneLine(const events::LogSummary& log) {
  return log.container.find("CSV") == std::string::npos &&
         log.container.find("list") == std::string::npos &&
         log.container.find("document") == std::string::npos;
}

std::optional<std::string> ProblemAt(const events::Problems& problems, const std::string& log,
                                     std::uint64_t line) {
  for (const events::Problems::Tally& tally : problems.Tallies()) {
    for (const Diagnostic& example : tally.examples) {
      const auto* place = std::get_if<diagnostics::LogPlace>(&example.where);
      if (place == nullptr || place->log != log || place->line != line) continue;
      if (example.severity() == diagnostics::Severity::kError) return example.Message();
    }
  }
  return std::nullopt;
}

std::string WhyNotTaken(const events::LogSummary& log) {
  if (log.source.empty()) {
    return "the rules declare no event of the name that its record has";
  }
  return "no mapping of the source `" + log.source + "` takes the record";
}

}  // namespace

diagnostics::Expected<LogLine, Diagnostic> FindLogLine(
    const std::string& text, const std::vector<const events::LogFile*>& logs) {
  const std::size_t colon = text.rfind(':');
  const auto line = colon == std::string::npos || colon == 0
                        ? std::nullopt
                        : LineNumber(std::string_view(text).substr(colon + 1));
  if (!line) {
    return Unexpected{
        Fault(Code::kBadOptionValue,
              {"--explain-event", "a log and the number of a line, `LOG:LINE`", text})};
  }
  const std::string name = text.substr(0, colon);
  const std::vector<std::size_t> found = LogsNamed(name, logs);
  if (found.size() == 1) return LogLine{.log = found.front(), .line = *line, .text = text};
  const std::string why = logs.empty()    ? "no log is given"
                          : found.empty() ? "no log that is given has that path or base name"
                                          : Counted(found.size(), "log") + " have that base name";
  return Unexpected{Fault(Code::kNoSuchLog, {name, why})};
}

std::string WhyNoEvent(const LogLine& wanted, const events::LogFile& log,
                       const events::EventStream& stream, events::ReaderOptions options) {
  const LineRead read = ReadLine(log, wanted.line);
  if (!read.text) return "the log has " + Counted(read.lines, "line");
  if (IsBlank(*read.text)) return "the line is blank";
  if (const auto problem = ProblemAt(stream.problems(), log.path(), wanted.line)) return *problem;
  const events::LogSummary& summary = stream.summaries()[wanted.log];
  if (!HasRecordsOfOneLine(summary)) {
    return fmt::format("no record of the log ({}) that is read as an event begins in this line",
                       summary.container);
  }
  // Problems are counted in full and kept by example: the line by itself has its own.
  const auto alone = events::LogFile::OfText(log.path(), *read.text);
  options.source = summary.source.empty() ? events::kCanonical : summary.source;
  events::EventStream of_line({alone.get()}, std::move(options));
  while (of_line.Next() != nullptr || of_line.Restarted()) {
  }
  if (const auto problem = ProblemAt(of_line.problems(), log.path(), 1)) return *problem;
  return WhyNotTaken(summary);
}

}  // namespace abide::cli
