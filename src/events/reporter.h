// What is wrong with the record that is being read, and where.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "events/json_text.h"
#include "events/line_reader.h"
#include "events/problems.h"
#include "values/arena.h"

namespace abide::events {

// Why a record can't be read at all.
struct Fault {
  diagnostics::Code code{};
  const char* at = nullptr;
  std::string detail;    // fills the message's hole
  std::string expected;  // fills a second one, if there is one
};

class Reporter {
 public:
  // Problems that nobody wants to hear of are null.
  Reporter(const std::string& log, Problems* problems) : log_(log), problems_(problems) {}

  void Begin(const Line& line) { line_ = &line; }
  const Line& line() const { return *line_; }
  // Problems so far, heard or not.
  std::uint64_t added() const { return added_; }
  void Add(const Fault& fault) {
    if (fault.expected.empty()) return Add(fault.code, fault.at, {fault.detail});
    Add(fault.code, fault.at, {fault.detail, fault.expected});
  }
  // `at` points into the line; behind its end if the line should have gone on.
  void Add(diagnostics::Code code, const char* at,
           std::initializer_list<std::string_view> arguments) {
    ++added_;
    if (problems_ == nullptr) return;
    if (problems_->HasExamples(code, log_)) return problems_->Count(code, log_, line_->offset);
    std::vector<std::string> shown;
    for (const std::string_view argument : arguments) shown.push_back(Shortened(argument));
    const std::uint64_t within = PlaceInLog(static_cast<std::uint64_t>(at - line_->text.data()));
    problems_->Add(code, {log_, line_->number, line_->offset + within}, line_->offset,
                   std::move(shown));
  }

 private:
  // From the line's first byte on; of a row, where the cell stands.
  std::uint64_t PlaceInLog(std::uint64_t in_text) const {
    if (line_->cells == nullptr) return in_text;
    std::uint64_t place = 0;
    for (const CellPlace& cell : *line_->cells) {
      if (cell.in_text <= in_text) place = cell.in_row;
    }
    return place;
  }

  const std::string& log_;
  Problems* problems_;
  const Line* line_ = nullptr;
  std::uint64_t added_ = 0;
};

// What everybody who reads a part of a record needs. Who gives up says why in `fault`.
struct ReadContext {
  values::Arena& arena;
  Reporter& reporter;
  Fault fault = {};
  // Its values are texts, whatever they are in truth: cells of a table.
  bool is_row = false;
  // A number that a source read and that is out of range, until it was told of.
  std::string out_of_range = {};
  // Elements of the record of which a source made no event, since they have no time.
  std::uint64_t lost = 0;

  // Always false.
  bool GiveUp(diagnostics::Code code, const char* at, std::string_view detail,
              std::string_view expected = {}) {
    fault = {code, at, std::string(detail), std::string(expected)};
    return false;
  }
  // The line's JSON stops being one at the next token.
  bool NotJson(const Tokens& tokens, std::string_view expected) {
    const char* at = tokens.done() ? tokens.text + tokens.limit : tokens.place();
    return GiveUp(
        tokens.done() ? diagnostics::Code::kLogEndsEarly : diagnostics::Code::kLineNotJson, at,
        expected);
  }
};

}  // namespace abide::events
