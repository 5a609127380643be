// The vocabulary and all sources that ship, checked once.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "check/check.h"
#include "check/disk_files.h"
#include "diagnostics/render.h"

namespace abide {

// Rules in which there has to be no error.
inline check::CheckedRules RulesOf(const std::string& path) {
  static diagnostics::SourceSet files;
  diagnostics::DiagnosticSink sink;
  check::CheckOptions options;
  options.paths = {path};
  check::CheckedRules rules = check::Check(options, check::DiskFiles(), files, sink);
  EXPECT_FALSE(sink.has_errors()) << diagnostics::RenderText(sink.Sorted(), files,
                                                             diagnostics::Colour::kOff);
  return rules;
}

inline const check::CheckedRules& Shipped() {
  static const check::CheckedRules kRules = RulesOf("rules/sources");
  return kRules;
}

}  // namespace abide
