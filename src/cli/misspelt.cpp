#include "cli/misspelt.h"

#include "cli/counted.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/suggestion.h"
#include "events/detect.h"
#include "events/probe.h"
#include "expressions/children.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace abide::cli {
namespace {

using diagnostics::Code;
using diagnostics::LogPlace;
using events::PathStep;
using values::Value;

// Of each log, of each kind.
constexpr std::size_t kMostTold = 3;
// Shorter names are near to too many others.
constexpr std::size_t kShortestName = 4;
constexpr std::string_view kPlainKey =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
// Names beside a step that leads nowhere; elements of a list that `[*]` goes into.
constexpr std::size_t kMostKeys = 100;
constexpr std::size_t kMostElements = 10;
// Of the text that tells a record's shape.
constexpr std::size_t kLongestShape = 64 << 10;

std::optional<std::string> NearKey(std::string_view word, const std::vector<std::string>& names) {
  if (word.size() < kShortestName) return std::nullopt;
  std::vector<std::string> long_names;
  for (const std::string& name : names) {
    if (name.size() >= kShortestName) long_names.push_back(name);
  }
  return diagnostics::NearestName(word, long_names);
}

// ".request.model", as a source writes it.
std::string PathText(const std::vector<PathStep>& steps) {
  std::string text;
  for (const PathStep& step : steps) {
    if (step.kind == PathStep::Kind::kKey) {
      const bool is_plain = step.key.find_first_not_of(kPlainKey) == std::string::npos;
      text += is_plain ? '.' + step.key : "[\"" + step.key + "\"]";
    }
    if (step.kind == PathStep::Kind::kIndex) text += '[' + std::to_string(step.index) + ']';
    if (step.kind == PathStep::Kind::kAll) text += "[*]";
  }
  return text.starts_with('[') ? '.' + text : text;
}

// Calls `see(key, value)` for each member of an object.
template <typename See>
void ForEachMember(const Value& object, See see) {
  if (object.kind() != Value::Kind::kRecord) return;
  const std::span<const Value> members = object.members();
  for (std::size_t i = 0; i + 1 < members.size(); i += 2) see(members[i].text(), members[i + 1]);
}

// Adds the keys of a value, and how they stand in one another; no two that differ give the same
// text.
void AddShape(const Value& value, std::string& text) {
  const auto add_size = [&](std::size_t size) {
    text.append(reinterpret_cast<const char*>(&size), sizeof size);
  };
  if (value.kind() == Value::Kind::kRecord) {
    text += '{';
    add_size(value.members().size());
    ForEachMember(value, [&](std::string_view key, const Value& member) {
      add_size(key.size());
      text += key;
      AddShape(member, text);
    });
  } else if (value.kind() == Value::Kind::kList) {
    text += '[';
    add_size(value.elements().size());
    for (const Value& element : value.elements()) AddShape(element, text);
  } else {
    text += '.';
  }
}

// The shapes of records. Most records of a log have one of few.
class Shapes {
 public:
  // False if one of that shape was added before.
  bool Add(const Value& record) {
    text_.clear();
    AddShape(record, text_);
    return text_.size() > kLongestShape || seen_.insert(text_).second;
  }

 private:
  std::string text_;
  std::unordered_set<std::string> seen_;
};

// A path of a source, and how far the records have it.
class TriedPath {
 public:
  explicit TriedPath(const std::vector<PathStep>& steps) : steps_(steps) {}

  const std::vector<PathStep>& steps() const { return steps_; }
  bool is_found() const { return deepest_ == steps_.size(); }
  void Try(const Value& record) {
    if (!is_found()) Walk(record, 0);
  }

  // The path with its first step that leads nowhere as it is perhaps meant. `is_read`: the source
  // reads that, too, so that it is no slip.
  template <typename IsRead>
  std::optional<std::string> Nearest(IsRead is_read) const {
    if (is_found() || steps_[deepest_].kind != PathStep::Kind::kKey) return std::nullopt;
    std::vector<PathStep> path(steps_.begin(), steps_.begin() + static_cast<long>(deepest_) + 1);
    std::vector<std::string> names;
    for (const std::string& name : keys_) {
      path.back().key = name;
      if (!is_read(path)) names.push_back(name);
    }
    const auto nearest = NearKey(steps_[deepest_].key, names);
    if (!nearest) return std::nullopt;
    path = steps_;
    path[deepest_].key = *nearest;
    return PathText(path);
  }

 private:
  void Walk(const Value& value, std::size_t depth) {
    if (depth > deepest_) {
      deepest_ = depth;
      keys_.clear();
    }
    if (is_found()) return;
    const PathStep& step = steps_[depth];
    if (step.kind == PathStep::Kind::kKey) {
      ForEachMember(value, [&](std::string_view key, const Value& member) {
        if (key == step.key) {
          Walk(member, depth + 1);
        } else if (depth == deepest_ && keys_.size() < kMostKeys && !keys_.contains(key)) {
          keys_.emplace(key);
        }
      });
      return;
    }
    if (value.kind() != Value::Kind::kList) return;
    const std::span<const Value> elements = value.elements();
    const bool is_all = step.kind == PathStep::Kind::kAll;
    const std::size_t begin = is_all ? 0 : std::min<std::size_t>(step.index, elements.size());
    const std::size_t count = std::min(elements.size() - begin, is_all ? kMostElements : 1);
    for (const Value& element : elements.subspan(begin, count)) Walk(element, depth + 1);
  }

  const std::vector<PathStep>& steps_;
  std::size_t deepest_ = 0;                  // so many steps lead somewhere in some record
  std::set<std::string, std::less<>> keys_;  // beside the step behind these
};

class Search {
 public:
  Search(const events::LogFile& log, const check::CheckedRules& rules, events::Problems& problems)
      : log_(log), rules_(rules), problems_(problems) {
    options_.schema = &rules.schema;
    options_.selection = events::FieldSelection::Everything(rules.schema);
    layout_ = events::DetectContainer(log).layout;
  }

  void OfSource(const events::SourceMap& source) {
    std::vector<TriedPath> paths;
    for (const events::SourceAsk& ask : source.asks) {
      const auto* read = std::get_if<events::ReadPath>(&ask);
      if (read != nullptr && !read->from_argument) paths.emplace_back(read->steps);
    }
    // How far a path leads is told by a record's keys.
    Shapes shapes;
    Read(events::WrapperRuleOf(source), events::Sample(), [&](const events::RawRecord& record) {
      const bool are_found = std::all_of(paths.begin(), paths.end(),
                                         [](const TriedPath& path) { return path.is_found(); });
      if (are_found || !shapes.Add(record.value)) return;
      for (TriedPath& path : paths) path.Try(record.value);
    });
    std::map<std::string, std::string> slips;  // the path that is meant by that which is read
    // What a source reads elsewhere is no slip, as in `.model else .modle`.
    TakeSlips(paths, slips);
    // A condition tells records apart by what other conditions read, too. Shipped ones were tried.
    for (const events::SourceMapping& mapping : source.mappings) {
      if (source.ships || !mapping.when) continue;
      std::set<const std::vector<PathStep>*> asked;
      AddAsked(source, *mapping.when, asked);
      std::vector<TriedPath> of_condition;
      std::copy_if(paths.begin(), paths.end(), std::back_inserter(of_condition),
                   [&](const TriedPath& path) { return asked.contains(&path.steps()); });
      TakeSlips(of_condition, slips);
    }
    std::size_t count = 0;
    for (const auto& [path, meant] : slips) {
      if (++count > kMostTold) break;
      problems_.Add(
          Code::kPathNowhere, LogPlace{log_.path(), first_line_, first_offset_}, first_offset_,
          {source.name, path, Counted(records_, "record"), "; " + diagnostics::DidYouMean(meant)});
    }
  }

  void OfCanonicalEvents() {
    events::Sample sample;
    sample.inside = false;
    Read(events::WrapperRuleOf(rules_.schema), sample,
         [&](const events::RawRecord& record) { SeeEvent(record); });
    std::vector<std::pair<std::tuple<std::string, std::string, std::string>, Slip>> slips(
        slips_.begin(), slips_.end());
    std::stable_sort(slips.begin(), slips.end(), [](const auto& a, const auto& b) {
      return a.second.records > b.second.records;
    });
    if (slips.size() > kMostTold) slips.resize(kMostTold);
    for (const auto& [names, slip] : slips) {
      const auto& [event, field, key] = names;
      problems_.Add(Code::kFieldMisspelt, LogPlace{log_.path(), slip.line, slip.offset},
                    slip.offset, {field, event, '`' + key + '`', Counted(slip.records, "record")});
    }
  }

 private:
  struct Slip {
    std::uint64_t records = 0;
    std::uint64_t line = 0;  // of the first
    std::uint64_t offset = 0;
  };

  static bool BeginsWith(const std::vector<PathStep>& path, const std::vector<PathStep>& steps) {
    return path.size() >= steps.size() && std::equal(steps.begin(), steps.end(), path.begin(),
                                                     [](const PathStep& a, const PathStep& b) {
                                                       return a.kind == b.kind && a.key == b.key &&
                                                              a.index == b.index;
                                                     });
  }

  // Of `paths`, those that lead nowhere though something near is there that none of them reads.
  static void TakeSlips(const std::vector<TriedPath>& paths,
                        std::map<std::string, std::string>& slips) {
    const auto is_read = [&](const std::vector<PathStep>& steps) {
      return std::any_of(paths.begin(), paths.end(),
                         [&](const TriedPath& path) { return BeginsWith(path.steps(), steps); });
    };
    for (const TriedPath& path : paths) {
      if (const auto meant = path.Nearest(is_read)) slips.emplace(PathText(path.steps()), *meant);
    }
  }

  // The paths from the raw record that the expression reads.
  static void AddAsked(const events::SourceMap& source, const expressions::Expr& expr,
                       std::set<const std::vector<PathStep>*>& asked) {
    if (const auto* ask = std::get_if<expressions::Ask>(&expr.node)) {
      const events::SourceAsk& what = source.asks[static_cast<std::size_t>(ask->ask)];
      if (const auto* read = std::get_if<events::ReadPath>(&what)) asked.insert(&read->steps);
    }
    expressions::ForEachChild(
        expr, [&](const expressions::ExprPtr& child) { AddAsked(source, *child, asked); });
  }

  template <typename See>
  void Read(const containers::WrapperRule& wrappers, const events::Sample& sample, See see) {
    records_ = 0;
    events::ReadRawRecords(log_, options_, layout_, wrappers, sample,
                           [&](const events::RawRecord& record) {
                             if (records_++ == 0) {
                               first_line_ = record.lines_before + record.line.number;
                               first_offset_ = record.line.offset;
                             }
                             see(record);
                             return true;
                           });
  }

  // What a record has is told by its kind and keys, and most records of a log have the same.
  void SeeEvent(const events::RawRecord& record) {
    std::string_view kind;
    std::size_t count = 0;
    shape_.clear();
    ForEachMember(record.value, [&](std::string_view key, const Value& value) {
      if (value.is_absent()) return;
      if (key == "event" && value.kind() == Value::Kind::kText) kind = value.text();
      shape_.append(key).push_back('\0');
      ++count;
    });
    if (count > kMostKeys) return;
    shape_.append(kind);
    const auto [known, is_new] = shapes_.try_emplace(shape_);
    if (is_new) known->second = SlipsOf(record, kind);
    for (Slip* slip : known->second) ++slip->records;
  }

  // Those of a record that is the first of its shape.
  std::vector<Slip*> SlipsOf(const events::RawRecord& record, std::string_view kind) {
    std::vector<Slip*> found;
    const auto declared = rules_.schema.Find(kind);
    if (!declared) return found;
    const events::EventType& type = rules_.schema.Type(*declared);
    std::set<std::string, std::less<>> keys;
    ForEachMember(record.value, [&](std::string_view key, const Value& value) {
      if (!value.is_absent()) keys.emplace(key);
    });
    std::vector<std::string> absent;
    std::set<std::string, std::less<>> undeclared = keys;
    undeclared.erase("event");
    for (const events::FieldType& field : type.fields) {
      // A row has the whole name as one key.
      const bool is_row = layout_.form == events::Layout::Form::kRows;
      const std::string& key = is_row ? field.name : field.path.front();
      if (!keys.contains(key)) absent.push_back(key);
      undeclared.erase(key);
    }
    for (const std::string& key : undeclared) {
      const auto field = NearKey(key, absent);
      if (!field) continue;
      const Slip first{0, record.lines_before + record.line.number, record.line.offset};
      found.push_back(&slips_.try_emplace({type.name, *field, key}, first).first->second);
    }
    return found;
  }

  const events::LogFile& log_;
  const check::CheckedRules& rules_;
  events::Problems& problems_;
  events::ReaderOptions options_;
  events::Layout layout_;
  std::uint64_t records_ = 0;
  std::uint64_t first_line_ = 0;
  std::uint64_t first_offset_ = 0;
  std::map<std::tuple<std::string, std::string, std::string>, Slip> slips_;  // event, field, key
  std::string shape_;  // of a record: its keys and its kind
  std::unordered_map<std::string, std::vector<Slip*>> shapes_;  // what each of them misspells
};

}  // namespace

void AddMisspelt(const events::LogFile& log, const ReadingOf& reading,
                 const check::CheckedRules& rules, events::Problems& problems) {
  Search search(log, rules, problems);
  if (reading.source.empty() && !reading.fits_none) return search.OfCanonicalEvents();
  for (const events::SourceMap& source : rules.sources) {
    const bool is_tried = reading.fits_none ? !source.ships : source.name == reading.source;
    if (is_tried) search.OfSource(source);
  }
}

}  // namespace abide::cli
