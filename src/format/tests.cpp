#include <memory>
#include <variant>

#include "format/layout.h"

namespace abide::format {
namespace {

using syntax::Record;
using syntax::RecordValue;

void WriteRecord(const Record& record, Space space, Writer& writer);

void WriteValues(const std::vector<RecordValue>& values, Space space, Writer& writer);

void WriteValue(const RecordValue& value, Space space, Writer& writer) {
  if (const auto* const list = std::get_if<std::vector<RecordValue>>(&value.value)) {
    WriteValues(*list, space, writer);
  } else if (const auto* const inner = std::get_if<std::shared_ptr<const Record>>(&value.value)) {
    WriteRecord(**inner, space, writer);
  } else {
    writer.PutThrough(space, value.span.end);
  }
}

void WriteValues(const std::vector<RecordValue>& values, Space space, Writer& writer) {
  Document& document = writer.document();
  writer.Put(space);
  document.Align();
  if (!values.empty()) writer.Lead(kGlued);
  document.Open(Document::Fill::kYes);
  for (std::size_t i = 0; i < values.size(); ++i) {
    WriteValue(values[i], kLine, writer);
    if (i + 1 < values.size()) writer.Put(kGlued);
  }
  document.Close();
  if (writer.NextIs(",")) writer.Skip();
  writer.Put(kGlued);
  document.Outdent();
}

void WriteRecord(const Record& record, Space space, Writer& writer) {
  Document& document = writer.document();
  writer.Put(space);
  document.Align(1);
  if (!record.pairs.empty()) writer.Lead(kBlank);
  document.Open(Document::Fill::kYes);
  for (std::size_t i = 0; i < record.pairs.size(); ++i) {
    const syntax::RecordPair& pair = record.pairs[i];
    writer.PutWhole(kLine, pair.key.span.end);
    writer.Put(kGlued);
    WriteValue(pair.value, kBlank, writer);
    if (i + 1 < record.pairs.size()) writer.Put(kGlued);
  }
  document.Close();
  if (writer.NextIs(",")) writer.Skip();
  writer.Put(kBlank);
  document.Outdent();
}

// Behind that comes a record: on the line of what it belongs to or, if that is too long, on one of
// its own.
void LeadToRecord(Writer& writer) {
  if (writer.LineEndsBeforeNext()) writer.document().Expand();
  writer.document().Indent(kStep);
  writer.Lead(kLine);
}

void WriteGiven(const syntax::Given& given, Writer& writer) {
  Document& document = writer.document();
  writer.Put(kRow);
  document.Open();
  writer.Put(kBlank);
  if (given.row) {
    LeadToRecord(writer);
    WriteRecord(*given.row, kGlued, writer);
    document.Outdent();
  } else {
    writer.Put(kBlank);
    if (given.is_list) {
      WriteConstants(given.constants, kBlank, writer);
    } else {
      writer.PutThrough(kBlank, given.constants.front()->span.end);
    }
  }
  document.Close();
}

void WriteStep(const syntax::TestStep& step, Writer& writer) {
  Document& document = writer.document();
  writer.PutWhole(kRow, step.time.span.end);
  document.Open();
  writer.Put(kBlank);
  LeadToRecord(writer);
  document.Open(Document::Fill::kYes);
  WriteRecord(step.record, kGlued, writer);
  bool is_first = true;
  for (const syntax::Expectation& expected : step.expectations) {
    writer.Put(is_first ? kLine : kGlued);  // an arrow, or a comma
    writer.Put(kBlank);
    if (expected.clause) writer.PutWhole(kBlank, expected.clause->span.end);
    is_first = false;
  }
  document.Close();
  document.Outdent();
  document.Close();
}

}  // namespace

void WriteTest(const syntax::Test& test, Writer& writer) {
  writer.Put(kGlued);
  writer.Put(kBlank);
  if (test.clause) {
    writer.Put(kBlank);
    writer.PutWhole(kBlank, test.clause->span.end);
  }
  for (const syntax::Given& given : test.givens) WriteGiven(given, writer);
  for (const syntax::TestStep& step : test.steps) WriteStep(step, writer);
  if (!test.as_of) return;
  writer.Put(kRow);
  writer.PutThrough(kBlank, test.as_of->span.end);
}

}  // namespace abide::format
