// Logs as text, judged as `abide check` judges them: read by the real reader, through the engine.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/finding.h"
#include "reference/logs.h"
#include "reference/reference.h"
#include "reference/rule_set.h"
#include "reference/stream_feed.h"

namespace abide::reference {

// One record a line; the events' ids are "e1", "e2" … in the order of the log.
std::vector<std::string> LinesOf(const Shapes& shapes, const Log& log);

struct CheckOptions {
  Options options;
  std::size_t chunk_bytes = 4096;
  std::optional<std::uint64_t> max_findings;  // silent: all
  std::vector<std::string> clauses;           // that are judged; none: all
  std::size_t jobs = 1;
  StreamFeed::Hands hands = StreamFeed::Hands::kRuns;
};

// Of logs in this order.
engine::Verdicts CheckLogs(const RuleSet& rules, const std::vector<std::string>& logs,
                           const CheckOptions& options);

// A line for each finding, in their order: clause, event, verdict, and what else does not depend on
// where the event stands; with its fingerprint if asked for.
enum class Names { kEvents, kFingerprints };
std::string FindingsAsText(const engine::Verdicts& verdicts, const check::CheckedRules& rules,
                           Names names);

// Everything else: what is counted of each clause and of the whole run.
std::string CountsAsText(const engine::Verdicts& verdicts);

}  // namespace abide::reference
