// One thing that is wrong, as data: what (a code of the catalogue), where, and what to do about it.
// The same object feeds the terminal, JSON and every later form; only this room makes text of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "diagnostics/catalogue.h"
#include "diagnostics/source.h"

namespace abide::diagnostics {

// A place in a log: physical line from 1 (0 if unknown), byte offset from 0.
struct LogPlace {
  std::string log;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;

  auto operator<=>(const LogPlace&) const = default;
};

// A second place that belongs to the fault, with a few words.
struct Label {
  Span span;
  std::string text;
};

// Replacing `span` by `replacement` repairs the fault.
struct Fix {
  Span span;
  std::string replacement;
};

// A file, or nothing more precise than that (a path on the command line).
struct PathPlace {
  std::string path;

  auto operator<=>(const PathPlace&) const = default;
};

struct Diagnostic {
  Code code;
  std::variant<std::monostate, Span, LogPlace, PathPlace> where;
  std::vector<std::string> arguments;  // fill the holes of the catalogue's message, in order
  std::vector<Label> labels;
  std::vector<Fix> fixes;
  std::string help;                              // instead of the catalogue's, if not empty
  std::optional<Severity> level = std::nullopt;  // instead of the catalogue's

  // Chained by the one who reports.
  Diagnostic& WithLabel(Span span, std::string text);
  Diagnostic& WithFix(Span span, std::string replacement);
  Diagnostic& WithHelp(std::string text);

  Severity severity() const;
  // The message with its holes filled.
  std::string Message() const;
  // The one concrete next step: `help`, else the catalogue's.
  std::string Help() const;
};

// Collects diagnostics. Not thread-safe: a thread has a sink of its own.
class DiagnosticSink {
 public:
  Diagnostic& Add(Code code, Span span, std::vector<std::string> arguments = {});
  Diagnostic& Add(Code code, PathPlace place, std::vector<std::string> arguments = {});
  Diagnostic& Add(Code code, LogPlace place, std::vector<std::string> arguments = {});
  Diagnostic& Add(Code code, std::vector<std::string> arguments = {});
  Diagnostic& Add(Diagnostic diagnostic);

  bool has_errors() const { return errors_ != 0; }
  std::size_t error_count() const { return errors_; }
  const std::vector<Diagnostic>& all() const { return all_; }
  // In the order of the files, then of places, then of codes; equal ones once.
  std::vector<Diagnostic> Sorted() const;

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

// The candidate nearest to `word` by edit distance, if it is near enough to be a misspelling.
std::optional<std::string> NearestName(std::string_view word,
                                       const std::vector<std::string>& candidates);

}  // namespace abide::diagnostics
