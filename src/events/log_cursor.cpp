#include "events/log_cursor.h"

namespace abide::events {
namespace {

void AddCounts(const LogSummary& counts, std::uint64_t lines_before, LogSummary& summary) {
  summary.records += counts.records;
  summary.events += counts.events;
  summary.unwanted += counts.unwanted;
  summary.unknown_events += counts.unknown_events;
  summary.undeclared.Append(counts.undeclared, lines_before);
  summary.skipped += counts.skipped;
  summary.later_than_present += counts.later_than_present;
  if (counts.first && (!summary.first || *counts.first < *summary.first)) {
    summary.first = counts.first;
  }
  if (counts.last && (!summary.last || *counts.last > *summary.last)) summary.last = counts.last;
}

}  // namespace

void LogCursor::Note(Batch& batch) {
  const std::uint64_t lines_before = trail_.lines();
  if (lines_before > 0) {
    for (Event& event : batch.events) event.place.SetLine(event.place.line + lines_before);
  }
  if (findings_.problems != nullptr && !batch.problems.empty()) {
    findings_.problems->Append(std::move(batch.problems), lines_before);
  }
  if (findings_.summary != nullptr) AddCounts(batch.counts, lines_before, *findings_.summary);
  trail_.Pass(batch);
  bytes_read_ += batch.bytes;
}

void LogCursor::Finish(const LogEnd& end) {
  is_finished_ = true;
  failure_ = end.failure;
  if (findings_.summary != nullptr) {
    findings_.summary->bytes = end.bytes;
    findings_.summary->xxh3_128 = end.xxh3_128;
    findings_.summary->plain_xxh3_128 = end.plain_xxh3_128;
    findings_.summary->sha256 = end.sha256;
    findings_.summary->ended_early = end.ended_early;
  }
  if (findings_.problems != nullptr) trail_.AddFaultOf(end, path_, *findings_.problems);
}

BatchPtr LogCursor::NextBatch() {
  while (!is_finished_) {
    BatchPtr batch = batches_.Take(number_);
    Note(*batch);
    if (batch->end) Finish(*batch->end);
    if (!batch->events.empty()) return batch;
  }
  return nullptr;
}

}  // namespace abide::events
