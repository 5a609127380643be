#include <algorithm>
#include <iterator>
#include <span>

#include "events/raw_value.h"
#include "proposals/fields.h"
#include "proposals/names.h"
#include "proposals/propose.h"

namespace abide::proposals {

using events::MemberOf;
using values::Value;

namespace {

// Members that name a record's kind, the likeliest first.
constexpr std::string_view kKindNames[] = {"event",  "event_type", "event_name", "type",
                                           "kind",   "category",   "operation",  "operation_name",
                                           "action", "call_type",  "object",     "record_type"};

// Which members a record has, told apart by a text.
std::string ShapeOf(const Value& record) {
  std::vector<std::string_view> keys;
  const std::span<const Value> members = record.members();
  for (std::size_t i = 0; i + 1 < members.size(); i += 2) {
    if (!members[i + 1].is_absent()) keys.push_back(members[i].text());
  }
  std::sort(keys.begin(), keys.end());
  std::string shape;
  for (const std::string_view key : keys) {
    shape += key;
    shape += '\n';
  }
  return shape;
}

bool IsCanonical(const Value& record) {
  return MemberOf(record, "event").kind() == Value::Kind::kText &&
         TimeFormOf(MemberOf(record, "time")) == TimeForm::kIso;
}

}  // namespace

void Observation::Add(const Value& record) {
  if (record.kind() != Value::Kind::kRecord) return;
  ++records_;
  if (is_chosen_) return Sort(record);
  first_.push_back(arena_.Copy(record));
  if (first_.size() == kFirstRecords) Choose();
}

void Observation::Finish() {
  if (!is_chosen_) Choose();
}

bool Observation::have_own_time() const {
  return std::any_of(kinds_.begin(), kinds_.end(), [](const std::unique_ptr<Kind>& kind) {
    const auto time = ChooseTime(kind->survey.root());
    return time && time->levels.size() == 1;
  });
}

void Observation::Choose() {
  is_chosen_ = true;
  is_canonical_ = !first_.empty() && std::all_of(first_.begin(), first_.end(), IsCanonical);
  if (is_canonical_) kind_member_ = "event";
  for (std::size_t rank = 0; rank < std::size(kKindNames) && !kind_member_ && !first_.empty();
       ++rank) {
    const std::span<const Value> members = first_.front().members();
    for (std::size_t i = 0; i + 1 < members.size() && !kind_member_; i += 2) {
      const std::string member(members[i].text());
      std::string name = SnakeOf(member, "");
      if (name == "event_value") name = "event";
      if (name == kKindNames[rank] && TellsApart(member)) kind_member_ = member;
    }
  }
  for (const Value& record : first_) Sort(record);
  first_.clear();
  arena_.Reset();
}

// Every record has it as a text of few values, and records that differ in it differ in what else
// they have.
bool Observation::TellsApart(const std::string& member) const {
  std::map<std::string, std::string, std::less<>> shapes;  // of the first record of each value
  bool differs = false;
  for (const Value& record : first_) {
    const Value value = MemberOf(record, member);
    if (value.kind() != Value::Kind::kText || value.text().empty()) return false;
    const auto [place, is_new] = shapes.try_emplace(std::string(value.text()), ShapeOf(record));
    if (shapes.size() > kMostKinds) return false;
    differs = differs || (is_new && place->second != shapes.begin()->second);
  }
  return shapes.size() > 1 && differs;
}

void Observation::Sort(const Value& record) {
  std::string value;
  if (kind_member_) {
    const Value kind = MemberOf(record, *kind_member_);
    if (kind.kind() != Value::Kind::kText) return others_.Add(record);
    value = kind.text();
  }
  const auto found = kind_of_.find(value);
  if (found != kind_of_.end()) return found->second->survey.Add(record);
  if (kinds_.size() == kMostKinds) return others_.Add(record);
  kinds_.push_back(std::make_unique<Kind>());
  kinds_.back()->value = value;
  kind_of_.emplace(std::move(value), kinds_.back().get());
  kinds_.back()->survey.Add(record);
}

}  // namespace abide::proposals
