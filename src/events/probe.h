// The first records of a log, unwrapped in one way, and what sources make of them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "containers/json_cutter.h"
#include "events/detect.h"
#include "events/reader.h"
#include "events/record_reader.h"
#include "events/reporter.h"
#include "values/value.h"

namespace abide::events {

// Gives each record that can be read as a raw value, from the log's start on, to `see`, until that
// gives false or the sample is exhausted; a value lives until the next one. What can't be read is
// noted and passed over.
struct RawRecords {
  // As a check tells them: of records, and of what made the log end too early.
  Problems problems;
  // The file can't be read further.
  std::optional<diagnostics::Diagnostic> failure;
  bool at_end = false;  // nothing comes behind what was read
  bool whole = false;   // and nothing is missing there
};
// What stands around a record while it is seen.
struct RawRecord {
  const values::Value& value;
  const Line& line;      // counted from the first one of a batch
  const Tokens& tokens;  // before its first
  ReadContext& context;
  std::uint64_t lines_before = 0;  // in front of the batch
};
using SeeRecord = std::function<bool(const RawRecord&)>;
RawRecords ReadRawRecords(const LogFile& log, const ReaderOptions& options, const Layout& layout,
                          const containers::WrapperRule& wrappers, const Sample& sample,
                          const SeeRecord& see);

// Whether a record has a list where a wrapper has one.
bool MayWrap(const values::Value& record);

class Probe {
 public:
  // How much of what sources make of the records is counted: all, or whether they take one.
  enum class Count { kWhether, kAll };

  Probe(const LogFile& log, const ReaderOptions& options, containers::WrapperRule wrappers,
        Count count);

  const containers::WrapperRule& wrappers() const { return wrappers_; }
  // One that gets its records unwrapped so; `place` is its own among the options'.
  void Add(const SourceMap& source, std::size_t place);
  void Look(const Layout& layout, const Sample& sample);

  struct Candidate {
    std::size_t place;
    SourceFit fit;
    std::unique_ptr<RecordReader> reader;
  };
  std::vector<Candidate>& candidates() { return candidates_; }
  struct First {
    std::uint64_t line;
    std::uint64_t offset;
    std::string keys;                  // of its members, in words
    std::string few_keys;              // where more is said
    std::string text;                  // cut off where it is long
    std::vector<std::string> members;  // their names, sorted
  };
  const std::optional<First>& first() const { return first_; }
  std::uint64_t records() const { return records_; }
  std::uint64_t canonical() const { return canonical_; }
  // Events that canonical records name and nobody declared.
  const UndeclaredKinds& undeclared() const { return undeclared_; }
  // Some record has a list where a wrapper has one.
  bool may_wrap() const { return may_wrap_; }
  // Some record names an event that is declared.
  bool is_declared() const { return is_declared_; }
  RawRecords& reading() { return reading_; }

 private:
  bool See(const RawRecord& record);
  void Try(Candidate& candidate, const RawRecord& record) const;

  const LogFile& log_;
  const ReaderOptions& options_;
  containers::WrapperRule wrappers_;
  Count count_;
  std::vector<Candidate> candidates_;
  std::optional<First> first_;
  std::uint64_t records_ = 0;
  std::uint64_t canonical_ = 0;
  UndeclaredKinds undeclared_;
  bool is_declared_ = false;
  bool may_wrap_ = false;
  RawRecords reading_;
};

}  // namespace abide::events
