// JSON as a value of a declared type. What is of another type is a problem and absent.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/object_reader.h"
#include "events/reporter.h"
#include "expressions/type.h"

namespace abide::events {

// Whose value it is, for messages.
struct FieldName {
  std::string_view event;
  std::string_view field;
};

class TypedReader {
 public:
  // `type` outlives the reader.
  explicit TypedReader(const expressions::Type& type);
  ~TypedReader();
  TypedReader(TypedReader&&) noexcept;

  // Takes the value at the next token. False if the record is no JSON there.
  bool Read(Tokens& tokens, const FieldName& name, ReadContext& context, values::Value& value);
  // A raw value as one of the type. `at` is where problems are shown.
  values::Value Fit(const values::Value& raw, const FieldName& name, const char* at,
                    ReadContext& context) const;
  // For a list of records: one list for each member (absent if there is none), of equal lengths.
  values::Value FitColumns(std::span<const values::Value> columns, const FieldName& name,
                           const char* at, ReadContext& context) const;

 private:
  struct Record;

  bool ReadScalar(Tokens& tokens, const FieldName& name, ReadContext& context,
                  values::Value& value);
  bool ReadList(Tokens& tokens, const FieldName& name, ReadContext& context, values::Value& value);
  bool ReadRecord(Tokens& tokens, const FieldName& name, ReadContext& context,
                  values::Value& value);
  values::Value FromText(std::string_view text, const FieldName& name, const char* at,
                         ReadContext& context) const;
  // A text that is a number or a boolean, as cells have them.
  values::Value FromCell(std::string_view text, const FieldName& name, const char* at,
                         ReadContext& context) const;
  values::Value Wrong(std::string_view seen, const FieldName& name, const char* at,
                      ReadContext& context) const;
  // What is absent where the record's declaration has no `?`.
  void ReportAbsent(std::size_t member, const FieldName& name, const char* at,
                    ReadContext& context) const;

  const expressions::Type* type_;
  std::unique_ptr<TypedReader> element_;  // of a list
  std::unique_ptr<Record> record_;
  std::vector<values::Value> open_;  // the elements of a list that is being read
};

}  // namespace abide::events
