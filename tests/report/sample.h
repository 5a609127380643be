// A small result, put together by hand, in which every part of a report has something to say.
#pragma once

#include "report/report.h"

#include <memory>
#include <string>

namespace abide::report {

struct Sample {
  Sample();

  // What MakeReport takes; the sample outlives it.
  Inputs MakeInputs() const;
  // With the digests of the evidence.
  Report Make() const;

  check::CheckedRules rules;
  diagnostics::SourceSet sources;
  std::unique_ptr<events::LogFile> log;
  engine::Verdicts verdicts;
  events::Problems problems;
};

// The report as `json` writes it.
std::string JsonOf(const Report& report);

// `path` below tests/testdata/report: its content is compared with `actual`, or written with
// ABIDE_UPDATE_GOLDENS=1.
void ExpectGolden(const std::string& path, const std::string& actual);

}  // namespace abide::report
