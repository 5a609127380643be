#include "proposals/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "diagnostics/printable.h"
#include "expressions/type.h"
#include "proposals/names.h"
#include "proposals/shapes.h"

namespace abide::proposals {

namespace {

class Walk {
 public:
  // `records`: so many have these fields, or may lack them.
  Walk(std::uint64_t records, const Seen* without, bool is_canonical, std::set<std::string>& taken,
       Fields& fields)
      : records_(records),
        without_(without),
        is_canonical_(is_canonical),
        taken_(taken),
        fields_(fields) {}

  // `path` leads to `record`; "" from the record itself.
  void Members(const Seen& record, const std::string& path, const std::string& name) {
    for (const Seen::Member& member : record.members) {
      const Seen& seen = *member.seen;
      if (without_ != nullptr && seen.element.get() == without_) continue;
      const std::string to = PathTo(path, member.key);
      // What is in a record that not all have is in no more of them than it.
      const bool may_lack = seen.told() + seen.present() - seen.texts < records_;
      Member(member.key, seen, to, NameOf(name, member.key), may_lack);
    }
  }

 private:
  static std::string NameOf(const std::string& name, std::string_view key) {
    if (name.empty()) return SnakeOf(key, "member");
    return name + '.' + KeyOf(key);
  }

  bool IsExact(const std::string& name, const std::string& path) const {
    return !is_canonical_ || '.' + name == path;
  }

  void Member(std::string_view key, const Seen& seen, const std::string& path,
              const std::string& name, bool is_optional) {
    if (is_canonical_ && (path == ".event" || path == ".time" || path == ".id")) return;
    if (seen.present() == 0) return LeaveOut(path, "null in all records");
    if (seen.records == seen.present()) {
      if (seen.is_map) return LeaveOut(path, "its names are data; entries(…) lists them");
      // No field may have the name of a record.
      return Members(seen, path, Untaken(name, taken_));
    }
    if (!IsExact(name, path)) return LeaveOut(path, "no field may have that name");
    if (seen.lists == seen.present()) return List(key, seen, path, name, is_optional);
    const auto scalar = ScalarOf(seen, key, path, is_canonical_);
    if (!scalar) return LeaveOut(path, KindsOf(seen));
    std::string note = Note(seen, records_);
    if (seen.told() > 0 && seen.looks.All(Look::kJson)) {
      note += fmt::format("; JSON text: json({}).member reads a member", path);
    }
    Add(name, scalar->type, is_optional, scalar->value, std::move(note),
        seen.told() + seen.numbers == records_ && !seen.repeats && records_ > 1);
  }

  void List(std::string_view key, const Seen& seen, const std::string& path,
            const std::string& name, bool is_optional) {
    if (seen.pairs) return Pairs(*seen.pairs, path, name);
    if (!seen.element || seen.element->present() == 0)
      return LeaveOut(path, "lists without elements");
    const Seen& element = *seen.element;
    if (element.records == element.present()) {
      return Records(seen, path, Untaken(name, taken_), is_optional);
    }
    const auto scalar = ScalarOf(element, key, "each_one", is_canonical_);
    if (!scalar) return LeaveOut(path, "lists of " + KindsOf(element));
    const bool is_plain = scalar->value == "each_one";
    Add(name, "list of " + scalar->type, is_optional,
        is_plain ? path : fmt::format("[{} for each_one in {}]", scalar->value, path),
        ListNote(seen), false);
  }

  std::string ListNote(const Seen& seen) const {
    std::string note = Note(seen, records_);
    if (seen.shortest == seen.longest) return note + "; " + Counted(seen.longest, "element");
    return note + fmt::format("; {} to {}", seen.shortest, Counted(seen.longest, "element"));
  }

  // Attributes: each key is a field.
  void Pairs(const Seen& pairs, const std::string& path, const std::string& name) {
    if (pairs.is_map) {
      return LeaveOut(path, "its keys are data; [e.key for e in …] lists them");
    }
    for (const Seen::Member& pair : pairs.members) {
      const std::string to = fmt::format("attribute({}, {})", path, expressions::Quoted(pair.key));
      const auto scalar = ScalarOf(*pair.seen, pair.key, to, is_canonical_);
      if (!scalar || is_canonical_) {
        LeaveOut(to, is_canonical_ ? "no field may have that name" : KindsOf(*pair.seen));
        continue;
      }
      const std::string prefix = name == "attributes" ? "" : name + '_';
      Add(SnakeOf(prefix + pair.key, "attribute"), scalar->type, true, scalar->value,
          Note(*pair.seen, records_), false);
    }
  }

  // A list of records, column by column. Where there is no list, there is no column.
  void Records(const Seen& list, const std::string& path, const std::string& name,
               bool is_optional) {
    const Seen& element = *list.element;
    const std::string lists =
        is_optional ? fmt::format("a list in {} of {}; ", list.lists, Counted(records_, "record"))
                    : "";
    for (const Seen::Member& member : element.members) {
      const std::string column = StepOf(member.key);
      const auto scalar = ScalarOf(*member.seen, member.key, "each_one" + column, is_canonical_);
      if (!scalar) {
        LeaveOut(fmt::format("{}[*]{}", path, column), KindsOf(*member.seen));
        continue;
      }
      if (is_canonical_ && !IsKey(member.key)) {
        LeaveOut(fmt::format("{}[*]{}", path, column), "no field may have that name");
        continue;
      }
      Add(fmt::format("{}[].{}", name, KeyOf(member.key)), scalar->type,
          is_optional ||
              member.seen->told() + member.seen->present() - member.seen->texts < element.records,
          fmt::format("[{} for each_one in {}]", scalar->value, path),
          lists + Note(*member.seen, element.records, "element"), false);
    }
  }

  void Add(const std::string& name, std::string type, bool is_optional, std::string value,
           std::string note, bool identifies) {
    fields_.fields.push_back({Untaken(name, taken_), std::move(type), is_optional, std::move(value),
                              std::move(note), identifies});
  }

  void LeaveOut(const std::string& path, std::string_view why) {
    fields_.left_out.push_back(fmt::format("{}: {}", diagnostics::Printable(path), why));
  }

  std::uint64_t records_;
  const Seen* without_;
  bool is_canonical_;
  std::set<std::string>& taken_;
  Fields& fields_;
};

}  // namespace

void AddFields(const Level& level, const Seen* without, bool is_canonical,
               std::set<std::string>& taken, Fields& fields) {
  const Seen& seen = *level.seen;
  Walk(seen.records, without, is_canonical, taken, fields).Members(seen, level.variable, "");
}

std::string Note(const Seen& seen, std::uint64_t records, std::string_view noun) {
  const std::string all = noun == "record" ? "in all" : fmt::format("in all {}s", noun);
  std::string note = seen.present() == records
                         ? all
                         : fmt::format("in {} of {}", seen.present(), Counted(records, noun));
  if (seen.blank > 0) note += fmt::format(", {} blank", seen.blank);
  if (seen.none > 0) note += fmt::format(", {} a word for nothing", seen.none);
  if (seen.values.empty()) return note;
  if (!seen.repeats && seen.present() > 1) return note + "; no two alike";
  if (seen.more_values > 0) {
    return note + fmt::format("; more than {} values", Seen::kMostValues);
  }
  // The most frequent first.
  std::vector<std::pair<std::string, std::uint64_t>> values(seen.values.begin(), seen.values.end());
  std::stable_sort(values.begin(), values.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  note += fmt::format("; {}: ", Counted(values.size(), "value"));
  static constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < std::min(values.size(), kShown); ++i) {
    if (i > 0) note += ", ";
    note += fmt::format("{} ({})", diagnostics::Printable(values[i].first), values[i].second);
  }
  if (values.size() > kShown) note += ", …";
  return note;
}

}  // namespace abide::proposals
