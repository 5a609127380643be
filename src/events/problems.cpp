#include "events/problems.h"

#include <algorithm>

namespace abide::events {

using diagnostics::Code;
using diagnostics::Severity;

void Problems::Add(Code code, diagnostics::LogPlace place, std::uint64_t record,
                   std::vector<std::string> arguments) {
  Count(code, place.log, record);
  Tally& tally = tallies_[{place.log, code}];
  if (tally.examples.size() >= kExamples) return;
  tally.examples.push_back({code, std::move(place), std::move(arguments), {}, {}, {}});
}

void Problems::AddCause(Code code, diagnostics::LogPlace place, std::uint64_t record,
                        std::vector<std::string> arguments) {
  Tally& tally = tallies_[{place.log, code}];
  const auto end = std::remove_if(
      tally.examples.begin(), tally.examples.end(), [&place](const diagnostics::Diagnostic& told) {
        return std::get<diagnostics::LogPlace>(told.where).offset == place.offset;
      });
  tally.count -= static_cast<std::uint64_t>(tally.examples.end() - end);
  tally.examples.erase(end, tally.examples.end());
  Count(code, place.log, record);
  if (tally.examples.size() == kExamples) tally.examples.pop_back();
  tally.examples.insert(tally.examples.begin(),
                        {code, std::move(place), std::move(arguments), {}, {}, {}});
}

bool Problems::HasExamples(Code code, const std::string& log) const {
  const auto found = tallies_.find({log, code});
  return found != tallies_.end() && found->second.examples.size() >= kExamples;
}

void Problems::Count(Code code, const std::string& log, std::uint64_t record) {
  Tally& tally = tallies_[{log, code}];
  if (tally.count++ == 0) {
    tally.log = log;
    tally.code = code;
  }
  if (diagnostics::Entry(code).severity != Severity::kError) return;
  bad_records_[log].Add({.first = record, .last = record, .count = 1});
}

// What was told of a record when a batch ended may be told of again in the next one.
void Problems::BadRecords::Add(const BadRecords& more) {
  if (count == 0) first = more.first;
  count += count > 0 && last == more.first ? more.count - 1 : more.count;
  last = more.last;
}

void Problems::Append(Problems&& of_lines, std::uint64_t lines_before) {
  for (auto& [key, more] : of_lines.tallies_) {
    Tally& tally = tallies_[key];
    tally.log = key.first;
    tally.code = key.second;
    tally.count += more.count;
    for (diagnostics::Diagnostic& example : more.examples) {
      if (tally.examples.size() >= kExamples) break;
      std::get<diagnostics::LogPlace>(example.where).line += lines_before;
      tally.examples.push_back(std::move(example));
    }
  }
  for (const auto& [log, more] : of_lines.bad_records_) {
    bad_records_[log].Add(more);
  }
}

void Problems::Forget(const std::string& log) {
  std::erase_if(tallies_, [&](const auto& entry) { return entry.first.first == log; });
  bad_records_.erase(log);
}

std::vector<Problems::Tally> Problems::Tallies() const {
  std::vector<Tally> all;
  for (const auto& [key, tally] : tallies_) all.push_back(tally);
  return all;
}

std::uint64_t Problems::Total(Severity severity) const {
  std::uint64_t total = 0;
  for (const auto& [key, tally] : tallies_) {
    if (diagnostics::Entry(tally.code).severity == severity) total += tally.count;
  }
  return total;
}

std::uint64_t Problems::bad_records() const {
  std::uint64_t total = 0;
  for (const auto& [log, bad] : bad_records_) total += bad.count;
  return total;
}

}  // namespace abide::events
