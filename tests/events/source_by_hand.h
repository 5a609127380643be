// A source made by hand, and what it makes of records.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>

#include "by_hand.h"

namespace abide::events::testing {

class SourceTest : public ::testing::Test {
 protected:
  SourceTest() { options.sources = {&source.source}; }

  FieldIndex FieldOf(const char* kind, const char* name) const {
    return *schema.Type(*schema.Find(kind)).FindField(name);
  }
  // A mapping to `kind` whose time is `.t`.
  SourceMapping& Maps(const char* kind, ExprPtr when = nullptr) {
    SourceMapping& mapping = source.Maps(*schema.Find(kind), std::move(when));
    mapping.assignments.push_back({kTimeField, {}, source.Path("t")});
    return mapping;
  }
  void Assign(const char* kind, const char* field, ExprPtr value) {
    source.source.mappings.back().assignments.push_back(
        {FieldOf(kind, field), {}, std::move(value)});
  }
  // What `expr` is for a record, as `datasets` of a `train`; a problem if there is one.
  std::string DatasetsOf(const std::function<ExprPtr()>& make, const std::string& members) {
    source = SourceBuilder("test");
    Maps("train");
    Assign("train", "model", expressions::testing::Text("m"));
    Assign("train", "datasets", make());
    return One(members);
  }
  // As DatasetsOf, `tokens` of a `use`.
  std::string TokensOf(const std::function<ExprPtr()>& make, const std::string& members) {
    source = SourceBuilder("test");
    Maps("use");
    Assign("use", "tokens", make());
    return One(members);
  }
  std::string One(const std::string& members) {
    const Reading reading = ReadText(R"({"t": "2024-05-01T10:00:00Z", )" + members + "}", options);
    if (!reading.problems.empty()) return reading.problems.front();
    const std::string& event = reading.events.at(0);
    return event.substr(event.find('=') + 1);
  }

  const EventSchema schema = Vocabulary();
  ReaderOptions options = OptionsFor(schema);
  SourceBuilder source{"test"};
};

}  // namespace abide::events::testing
