// Any bytes as a log, read as canonical events and through a source: the events come in order and
// stand in the log, and they are the same however the log is cut into chunks, and however much of
// its records a source asks for. The first two bytes of an input are the chunk's size and the
// options.
#include <string>

#include "by_hand.h"
#include "diagnostics/assert.h"
#include "fuzz.h"

using namespace abide::events;
using namespace abide::events::testing;
using abide::expressions::LocalId;
using abide::expressions::testing::LocalOf;
using abide::expressions::testing::Make;

namespace {

// `use` from records that have a `t`; every kind of thing that a source may ask.
enum class Needs { kParts, kAll };
SourceMap MakeSource(const EventSchema& schema, Needs needs) {
  SourceBuilder source("fuzz");
  SourceMapping& use = source.Maps(*schema.Find("use"));
  const auto field = [&](const char* name) { return *schema.Type(use.kind).FindField(name); };
  const ExprPtr json = source.Call(RawFunction::kJson, source.Path("text"));
  use.assignments = {
      {kTimeField, {}, source.Path("t")},
      {field("model"), {}, source.Call(RawFunction::kBase64, source.Path("b"))},
      {field("tokens"), {}, source.From(json, "tokens")},
      {field("usage.input"), {}, source.AttributeOf(source.Path("attributes"), "n")}};
  SourceMapping& train = source.Maps(*schema.Find("train"));
  const ExprPtr keys = Make(
      abide::expressions::Comprehension{source.From(LocalOf(0), "key"), LocalId{0},
                                        source.Call(RawFunction::kEntries, source.Path("a.b"))},
      Type::Kind::kRaw);
  train.assignments = {{kTimeField, {}, source.Path("t")}, {FieldIndex{4}, {}, keys}};
  SourceMapping& tick = source.Maps(*schema.Find("tick"));
  tick.loops = {{LocalId{1}, source.Path("xs")}, {LocalId{2}, source.From(LocalOf(1), "ys")}};
  tick.when = Make(abide::expressions::Has{source.KnownOf(source.From(LocalOf(2), "z"), {"-"})},
                   Type::Kind::kBoolean);
  tick.assignments = {
      {kTimeField, {}, source.Call(RawFunction::kDotnetTicks, source.Path("ticks"))}};
  if (needs == Needs::kAll) {
    // Never true, but all of these values are read for it.
    SourceMapping& never = source.Maps(*schema.Find("tick"));
    never.when = Make(abide::expressions::Has{source.Path("t.never")}, Type::Kind::kBoolean);
    for (const char* key : {"text", "attributes", "a", "xs"}) {
      never.assignments.push_back({kIdField, {}, source.Path(key)});
    }
  }
  return source.source;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static const EventSchema schema = Vocabulary();
  static const SourceMap source = MakeSource(schema, Needs::kParts);
  static const SourceMap greedy = MakeSource(schema, Needs::kAll);
  const std::string text(data + 2, data + size);
  ReaderOptions options = OptionsFor(schema);
  options.sources = {&source};
  options.source = (data[1] & 1) != 0 ? "fuzz" : kCanonical;
  options.strict = (data[1] & 2) != 0;
  options.limits = {.line_bytes = 300, .depth = 20};
  const Reading whole = ReadText(text, options);
  options.chunk_bytes = data[0] + 1;
  const Reading cut = ReadText(text, options);
  ABIDE_ASSERT(whole.events == cut.events, "the events do not depend on the chunks");
  ABIDE_ASSERT(whole.problems == cut.problems, "nor do the problems");
  ABIDE_ASSERT(whole.failures.empty() && cut.failures.empty(), "memory can always be read");
  ABIDE_ASSERT(whole.summaries[0].bytes == text.size(), "all bytes are read");
  if (!options.strict) return 0;  // what is stepped over may be no JSON
  options.sources = {&greedy};
  const Reading all = ReadText(text, options);
  ABIDE_ASSERT(all.events == whole.events, "nor do the events depend on what is stepped over");
  ABIDE_ASSERT(all.problems == whole.problems, "nor do the problems");
  return 0;
}
