// The declarations of random rules: norms, what stands around them, states.
#include "reference/rule_writer.h"

namespace abide::reference {
namespace {

using Sort = Piece::Sort;

constexpr int kDepth = 3;

bool HasTerm(const Speaker& speaker) { return speaker.kind == "use" || speaker.kind == "big"; }

}  // namespace

// --- Norms

Piece RuleWriter::Norm() {
  speakers_.clear();
  switch (random_->Below(12)) {
    case 0:
    case 1:
    case 2:
      return Forbid();
    case 3:
      return AfterForbid();
    case 4:
      return BeforeRequire();
    case 5:
    case 6:
    case 7:
      return AfterRequire();
    case 8:
      return AroundRequire();
    case 9:
      return AroundForbid();
    default:
      return Limit();
  }
}

Piece RuleWriter::Forbid() {
  Piece pattern = Pattern(kDepth, Within::kNever, random_->Of(theme_->kinds));
  finding_ = speakers_;
  return Piece::Of(Sort::kText, {Text("forbid "), std::move(pattern)});
}

Piece RuleWriter::AfterForbid() {
  Piece first = Pattern(1, Within::kMaybe, random_->Of(theme_->kinds));
  Piece second = Pattern(2, Within::kNever, random_->Of(theme_->kinds));
  finding_ = {speakers_.back()};
  return Piece::Of(Sort::kText,
                   {Text("after "), std::move(first), Text("\n  forbid "), std::move(second)});
}

Piece RuleWriter::BeforeRequire() {
  std::vector<Piece> parts = {Text("before "),
                              Pattern(2, Within::kNever, random_->Of(theme_->kinds)),
                              Text("\n  require ")};
  finding_ = speakers_;
  parts.push_back(Bracketed(2, Within::kMaybe, random_->Of(theme_->kinds)));
  if (random_->OneIn(3)) {
    speakers_.resize(1);
    parts.push_back(Piece::Of(
        Sort::kOptional, {Text(" or "), Bracketed(2, Within::kMaybe, random_->Of(theme_->kinds))}));
    speakers_.resize(1);
  }
  parts.push_back(Gap(2));
  return Piece::Of(Sort::kText, std::move(parts));
}

Piece RuleWriter::AfterRequire() {
  std::vector<Piece> parts = {Text("after "),
                              Pattern(2, Within::kNever, random_->Of(theme_->kinds))};
  const Speaker trigger = speakers_.front();
  if (random_->OneIn(3)) {
    Piece earlier = Pattern(1, Within::kMaybe, random_->Of(theme_->kinds));
    const std::size_t count = speakers_.size();
    Piece gap = ForgettingSpeakers(count, Gap(1));
    parts.push_back(Piece::Of(Sort::kText,
                              {Text("\n  for each earlier "), std::move(earlier), std::move(gap)}));
  }
  finding_ = speakers_;
  parts.push_back(Text("\n  require "));
  parts.push_back(Alternatives([&] { return Term(trigger); }));
  return Piece::Of(Sort::kText, std::move(parts));
}

Piece RuleWriter::AroundRequire() {
  std::vector<Piece> parts = {Text("around "),
                              Pattern(2, Within::kNever, random_->Of(theme_->kinds)),
                              Text("\n  require ")};
  finding_ = speakers_;
  parts.push_back(Alternatives([&] { return random_->Of(Spans()); }));
  return Piece::Of(Sort::kText, std::move(parts));
}

Piece RuleWriter::AroundForbid() {
  Piece first = Pattern(1, Within::kNever, random_->Of(theme_->kinds));
  Piece second = Due(random_->Of(Spans()));
  finding_ = speakers_;
  return Piece::Of(Sort::kText,
                   {Text("around "), std::move(first), Text("\n  forbid "), std::move(second)});
}

// A duration over the trigger and facts.
std::string RuleWriter::Term(const Speaker& trigger) {
  switch (random_->Below(6)) {
    case 0:
      if (HasTerm(trigger)) return trigger.variable + ".term";
      break;
    case 1:
      return "owners[" + trigger.variable + ".who].term";
    case 2:
      if (HasTerm(trigger)) return "(" + trigger.variable + ".term else 2 days)";
      break;
    default:
      break;
  }
  return random_->Of(Spans());
}

// An event of what a duty requires, or of a pair; its speaker stays in scope.
Piece RuleWriter::Due(const std::string& within) {
  const std::string& kind = random_->Of(theme_->kinds);
  speakers_.push_back({NewVariable(), kind});
  std::vector<Piece> parts = {Text(kind + " " + speakers_.back().variable + " within " + within)};
  parts.push_back(Where(2));
  return Piece::Of(Sort::kText, std::move(parts));
}

Piece RuleWriter::Alternatives(const std::function<std::string()>& within) {
  const std::size_t count = speakers_.size();
  std::vector<Piece> parts;
  for (std::size_t more = random_->OneIn(3) ? 2 : 1; more > 0; --more) {
    std::vector<Piece> one = {Text(parts.empty() ? "(" : " or ("),
                              ForgettingSpeakers(count, Due(within())), Text(")")};
    parts.push_back(Piece::Of(parts.empty() ? Sort::kText : Sort::kOptional, std::move(one)));
  }
  return ForgettingSpeakers(count, Piece::Of(Sort::kText, std::move(parts)));
}

// --- Limits

// `count(P)`, `sum(x of P)` …: P sees itself alone. Its speaker joins `counted`.
Piece RuleWriter::Measured(std::vector<Speaker>& counted) {
  static const std::vector<std::string> kFunctions = {
      "sum", "sum", "sum", "min", "max", "latest", "earliest", "average", "distinct"};
  speakers_.clear();
  Piece pattern = Pattern(1, Within::kNever, random_->Of(theme_->kinds));
  const Speaker speaker = speakers_.front();
  counted.push_back(speaker);
  if (random_->OneIn(2)) {
    return Piece::Of(Sort::kText, {Text("count("), std::move(pattern), Text(")")});
  }
  return Piece::Of(Sort::kText,
                   {Text(random_->Of(kFunctions) + "(" + Field(speaker, {"n", "m"}) + " of "),
                    std::move(pattern), Text(")")});
}

Piece RuleWriter::Measure(std::vector<Speaker>& counted) {
  static const std::vector<std::string> kOperators = {" + ", " - ", " * ", " / ", " / "};
  std::vector<Piece> parts = {Measured(counted)};
  if (random_->OneIn(3)) {
    std::vector<Piece> more = {Text(random_->Of(kOperators))};
    more.push_back(random_->OneIn(4) ? Text("2") : Measured(counted));
    parts.push_back(Piece::Of(Sort::kOptional, std::move(more)));
  }
  return Piece::Of(Sort::kText, std::move(parts));
}

Piece RuleWriter::Window() {
  static const std::vector<std::string> kPeriods = {"day",   "day",     "week",
                                                    "month", "quarter", "year"};
  static const std::vector<std::string> kZones = {"", "", " in \"Europe/Berlin\"",
                                                  " in \"Pacific/Auckland\""};
  if (random_->OneIn(3)) return Text(" each " + random_->Of(kPeriods) + random_->Of(kZones));
  return Text(" over " + random_->Of(Spans()));
}

Piece RuleWriter::Limit() {
  static const std::vector<std::string> kKeys = {".who", ".who", ".who", ".n", ".on"};
  std::vector<Speaker> counted;
  std::vector<Piece> parts = {Text("limit ")};
  const bool of_durations = random_->OneIn(12) && theme_->kinds.front() == "use";
  if (of_durations) {
    const std::string variable = NewVariable();
    counted = {{variable, "use"}};
    parts.push_back(
        Text("sum(" + variable + ".term of use " + variable + ") to " + random_->Of(Spans())));
  } else {
    parts.push_back(Measure(counted));
    parts.push_back(Text(" to "));
  }
  // N sees the event that is counted, under each of the names.
  speakers_ = counted;
  if (!of_durations) {
    parts.push_back(random_->OneIn(3) ? Number(2)
                                      : Piece{Sort::kNumber, random_->OneIn(2) ? "1" : "2", {}});
  }
  if (!random_->OneIn(3)) {
    std::string keys = " per " + counted.front().variable + ".who";
    if (random_->OneIn(4)) keys = " per " + counted.front().variable + random_->Of(kKeys);
    if (random_->OneIn(8)) keys = " per " + counted.back().variable + ".who, n";
    parts.push_back(Piece::Of(Sort::kOptional, {Text(keys)}));
  }
  parts.push_back(Window());
  finding_ = counted;
  return Piece::Of(Sort::kText, std::move(parts));
}

// --- What stands around a norm

Piece RuleWriter::ConditionAtFinding(int depth) {
  speakers_ = finding_;
  return Condition(depth);
}

// Without strings, for it may stand in a `message`.
Piece RuleWriter::Hole() {
  Piece hole = Total(2);
  const std::string text = Render(hole);
  if (text.find_first_of("\"/\\") == std::string::npos) return hole;
  return Text(Someone().variable + ".n");
}

Piece RuleWriter::Telling() {
  std::vector<Piece> parts;
  speakers_ = finding_;
  if (random_->OneIn(5)) {
    std::vector<Piece> about = {Text("\n  about "), Number(2), Text(" as first")};
    if (random_->OneIn(2)) {
      about.push_back(Piece::Of(Sort::kOptional, {Text(", "), String(), Text(" as second")}));
    }
    parts.push_back(Piece::Of(Sort::kOptional, std::move(about)));
  }
  if (random_->OneIn(5)) {
    parts.push_back(Piece::Of(
        Sort::kOptional,
        {Text("\n  message \"{" + Someone().variable + ".who}: {"), Hole(), Text("}\"")}));
  }
  return Piece::Of(Sort::kText, std::move(parts));
}

Piece RuleWriter::Exceptions() {
  std::vector<Piece> parts;
  for (std::size_t count = random_->OneIn(2) ? random_->Below(3) : 0; count > 0; --count) {
    parts.push_back(
        Piece::Of(Sort::kOptional,
                  {Text("\n  unless \"e" + std::to_string(count) + "\" "), ConditionAtFinding(2)}));
  }
  return Piece::Of(Sort::kText, std::move(parts));
}

// --- States

Piece RuleWriter::State() {
  std::vector<Piece> parts = {Text("state held(account)\n")};
  const auto change = [&](const std::string& words) {
    speakers_.clear();
    Piece pattern = Pattern(1, Within::kNever, random_->Of(theme_->kinds));
    const std::string key =
        random_->OneIn(8) && words == "ends" ? "any" : speakers_.front().variable + ".who";
    return Piece::Of(Sort::kOptional,
                     {Text("  " + words + " on "), std::move(pattern), Text(" at " + key + "\n")});
  };
  for (const char* words : {"starts", "starts", "ends", "ends"}) {
    if (parts.size() > 1 && random_->OneIn(3)) continue;
    parts.push_back(change(words));
  }
  parts[1].sort = Sort::kText;
  parts.push_back(Text("\n"));
  speakers_.clear();
  return Piece::Of(Sort::kOptional, std::move(parts));
}

}  // namespace abide::reference
