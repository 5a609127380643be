#include "reference/rule_writer.h"

namespace abide::reference {
namespace {

using Sort = Piece::Sort;

const std::vector<std::string> kComparisons = {" == ", " != ", " < ", " <= ", " > ", " >= "};

bool Has(const std::string& kind, const std::string& field) {
  if (field == "who" || field == "n" || field == "on") return true;
  if (field == "what")
    return kind != "copy" && kind != "move" && kind != "train" && kind != "any_flow";
  return kind == "use" || kind == "big";  // m, due, term, names, parts
}

// A field of artifacts, or nothing.
std::string ArtifactsOf(const std::string& kind, Random& random) {
  if (kind == "use" || kind == "big") return "made";
  if (kind == "copy") return random.OneIn(2) ? "inputs" : "outputs";
  if (kind == "move") return random.OneIn(2) ? "source" : "target";
  if (kind == "train") return random.OneIn(2) ? "datasets" : random.OneIn(2) ? "model" : "made";
  return "";
}

}  // namespace

const std::vector<std::string>& RuleWriter::Spans() {
  static const std::vector<std::string> kSpans = {"1 hour", "1 day", "2 days", "30 days",
                                                  "1 month"};
  return kSpans;
}

const Speaker& RuleWriter::Someone() {
  // The innermost pattern is spoken of most.
  return random_->OneIn(2) ? speakers_.back() : random_->Of(speakers_);
}

// A field of the speaker's kind among those, else `n`.
std::string RuleWriter::Field(const Speaker& speaker, const std::vector<std::string>& among) {
  const std::string& field = random_->Of(among);
  return speaker.variable + "." + (Has(speaker.kind, field) ? field : among.front());
}

Piece RuleWriter::ForgettingSpeakers(std::size_t count, Piece piece) {
  speakers_.resize(count);
  return piece;
}

// --- Conditions

Piece RuleWriter::Condition(int depth) {
  if (depth <= 0) return Leaf();
  switch (random_->Below(13)) {
    case 0:
    case 1:
    case 2: {
      const std::string word = random_->OneIn(2) ? " and " : " or ";
      std::vector<Piece> parts = {Text("("), Condition(depth - 1)};
      for (std::size_t more = 1 + random_->Below(2); more > 0; --more) {
        parts.push_back(Text(word));
        parts.push_back(Condition(depth - 1));
      }
      parts.push_back(Text(")"));
      return Piece::Of(Sort::kTruth, std::move(parts));
    }
    case 3:
      return Piece::Of(Sort::kTruth, {Text("(not "), Condition(depth - 1), Text(")")});
    case 4:
    case 5:
    case 6:
    case 7:
      return theme_->lineage && random_->OneIn(2) ? Derivation(depth) : Preceded(depth);
    case 8:
    case 9:
      return Comparison(depth);
    case 10:
      return theme_->lineage ? Derivation(depth) : StateTest();
    case 11:
      return Quantifier(depth);
    default:
      return Leaf();
  }
}

// What an index by field values can decide: comparisons of the innermost event with constants.
Piece RuleWriter::Atoms() {
  static const std::vector<std::string> kAtoms = {
      ".n > 1",        ".n <= 1",       ".n == 1",
      ".n != 2",       ".n in small",   ".who == \"a\"",
      ".who != \"a\"", ".who in known", ".who not in known",
      ".on",           ".on == false",  ".who == \"A\" ignoring case",
      ".n >= 0.5"};
  std::vector<Piece> parts = {Text("(")};
  for (std::size_t count = 1 + random_->Below(3); count > 0; --count) {
    parts.push_back(
        Piece::Of(Sort::kTruth, {Text(speakers_.back().variable + random_->Of(kAtoms))}));
    if (count > 1) parts.push_back(Text(" and "));
  }
  parts.push_back(Text(")"));
  return Piece::Of(Sort::kTruth, std::move(parts));
}

Piece RuleWriter::Leaf() {
  const Speaker& speaker = Someone();
  switch (random_->Below(10)) {
    case 0:
      return Piece::Of(Sort::kTruth, {Text(speaker.variable + ".on")});
    case 1:
      return Piece::Of(Sort::kTruth, {Text("(has " + Field(speaker, {"n", "who"}) + ")")});
    case 2:
      return StateTest();
    case 3:
      return TableTest();
    case 4:
      return TextTest();
    case 5:
      return TimeTest();
    default:
      return Comparison(0);
  }
}

Piece RuleWriter::Comparison(int depth) {
  if (random_->OneIn(3)) {
    return Piece::Of(Sort::kTruth, {Text("("), String(), Text(random_->OneIn(3) ? " != " : " == "),
                                    String(), Text(random_->OneIn(4) ? " ignoring case)" : ")")});
  }
  return Piece::Of(Sort::kTruth, {Text("("), Number(depth), Text(random_->Of(kComparisons)),
                                  Number(depth - 1), Text(")")});
}

Piece RuleWriter::TextTest() {
  static const std::vector<std::string> kTests = {
      " in known",      " not in known",      " in [\"x\", \"b\"]",
      " matches /^a/i", " starts with \"a\"", " contains \"A\" ignoring case"};
  return Piece::Of(Sort::kTruth, {Text("("), String(), Text(random_->Of(kTests)), Text(")")});
}

Piece RuleWriter::TimeTest() {
  const Speaker& speaker = Someone();
  const std::string time = speaker.variable + "." + (random_->OneIn(2) ? "time" : "due");
  const std::string& other = Someone().variable;
  static const std::vector<std::string> kTests = {" >= 2024-01-31", " == 2024-01-31",
                                                  " < 2024-02-29T12:00Z"};
  if (!Has(speaker.kind, "due")) {
    return Piece::Of(Sort::kTruth, {Text("(" + other + ".time - " + speaker.variable +
                                         ".time >= " + random_->Of(Spans()) + ")")});
  }
  if (random_->OneIn(3)) {
    return Piece::Of(Sort::kTruth,
                     {Text("(" + other + ".time + " + speaker.variable + ".term < " + time + ")")});
  }
  if (random_->OneIn(3)) {
    return Piece::Of(Sort::kTruth, {Text("(weekday(" + time + ") == \"wednesday\")")});
  }
  return Piece::Of(Sort::kTruth, {Text("(" + time + random_->Of(kTests) + ")")});
}

Piece RuleWriter::TableTest() {
  const std::string who = Someone().variable + ".who";
  static const std::vector<std::string> kTests = {" in owners", " not in owners"};
  switch (random_->Below(4)) {
    case 0:
      return Piece::Of(Sort::kTruth, {Text("(" + who + random_->Of(kTests) + ")")});
    case 1:
      return Piece::Of(Sort::kTruth, {Text("([" + who + ", "), String(), Text("] in pairs)")});
    case 2: {
      static const std::vector<std::string> kWhen = {"", " as of 2024-01-15"};
      return Piece::Of(Sort::kTruth, {Text("(owners[" + who + "].level" + random_->Of(kWhen) +
                                           random_->Of(kComparisons)),
                                      Number(0), Text(")")});
    }
    default:
      return Piece::Of(Sort::kTruth, {Text("(has owners[" + who + "].flag)")});
  }
}

Piece RuleWriter::StateTest() {
  const std::string who = Someone().variable + ".who";
  if (own_state_ && !random_->OneIn(3)) {
    return Piece::Of(Sort::kTruth, {Text("held(" + who + ")")});
  }
  if (random_->OneIn(3)) {
    return Piece::Of(Sort::kTruth, {Text("pair(" + who + ", "), String(), Text(")")});
  }
  return Piece::Of(Sort::kTruth, {Text("busy(" + who + ")")});
}

Piece RuleWriter::Quantifier(int depth) {
  const Speaker& speaker = Someone();
  if (!Has(speaker.kind, "names")) return Comparison(depth);
  const std::string word = random_->OneIn(2) ? "any " : "every ";
  const std::string variable = NewVariable();
  if (random_->OneIn(2)) {
    return Piece::Of(
        Sort::kTruth,
        {Text("(" + word + variable + " in " + speaker.variable + ".parts: (" + variable + ".size" +
              random_->Of(kComparisons)),
         Number(0), Text(random_->OneIn(2) ? " and " : " or "), Condition(depth - 1), Text("))")});
  }
  return Piece::Of(Sort::kTruth, {Text("(" + word + variable + " in " + speaker.variable +
                                       ".names: " + variable + " == "),
                                  String(), Text(")")});
}

// --- The past

Piece RuleWriter::Equality(const Speaker& inner, const Speaker& outer) {
  const std::string field = random_->Of(std::vector<std::string>{"who", "who", "who", "n", "what"});
  if (!Has(inner.kind, field) || !Has(outer.kind, field)) {
    return Piece::Of(Sort::kTruth, {Text(inner.variable + ".who == " + outer.variable + ".who")});
  }
  std::string left = inner.variable + "." + field;
  std::string right = outer.variable + "." + field;
  if (random_->OneIn(3)) std::swap(left, right);
  const bool ignoring = field != "n" && random_->OneIn(6);
  return Piece::Of(Sort::kTruth,
                   {Text(left + " == " + right + (ignoring ? " ignoring case" : ""))});
}

// The condition of the innermost pattern: often keys that outer patterns share.
Piece RuleWriter::Where(int depth) {
  if (random_->OneIn(5)) return Text("");
  std::vector<Piece> parts = {Text(" where ")};
  const bool keyed = speakers_.size() > 1 && !random_->OneIn(4);
  if (keyed) {
    const Speaker& outer = speakers_[random_->Below(speakers_.size() - 1)];
    parts.push_back(Equality(speakers_.back(), outer));
  }
  if (keyed && random_->OneIn(2)) return Piece::Of(Sort::kOptional, std::move(parts));
  if (keyed) parts.push_back(Text(" and "));
  parts.push_back(random_->OneIn(4) ? Atoms() : Condition(depth));
  return Piece::Of(Sort::kOptional, std::move(parts));
}

Piece RuleWriter::Pattern(int depth, Within within, const std::string& kind) {
  speakers_.push_back({NewVariable(), kind});
  std::vector<Piece> parts = {Text(kind + " " + speakers_.back().variable)};
  if (within == Within::kMaybe && random_->OneIn(3)) {
    parts.push_back(Piece::Of(Sort::kOptional, {Text(" within " + random_->Of(Spans()))}));
  }
  parts.push_back(Where(depth));
  return Piece::Of(Sort::kText, std::move(parts));
}

Piece RuleWriter::Bracketed(int depth, Within within, const std::string& kind) {
  return Piece::Of(Sort::kText, {Text("("), Pattern(depth, within, kind), Text(")")});
}

Piece RuleWriter::Gap(int depth) {
  if (!random_->OneIn(3)) return Text("");
  const std::size_t count = speakers_.size();
  Piece gap =
      Piece::Of(Sort::kOptional,
                {Text(" with no "),
                 Bracketed(depth - 1, Within::kMaybe, random_->Of(theme_->kinds)), Text(" since")});
  return ForgettingSpeakers(count, std::move(gap));
}

Piece RuleWriter::Preceded(int depth) {
  const std::size_t count = speakers_.size();
  Piece pattern = Bracketed(depth - 1, Within::kMaybe, random_->Of(theme_->kinds));
  Piece gap = Gap(depth - 1);
  return ForgettingSpeakers(
      count, Piece::Of(Sort::kTruth,
                       {Text("(preceded by "), std::move(pattern), std::move(gap), Text(")")}));
}

Piece RuleWriter::Derivation(int depth) {
  const Speaker& speaker = Someone();
  const std::string artifacts = ArtifactsOf(speaker.kind, *random_);
  if (artifacts.empty()) return Preceded(depth);
  return Piece::Of(Sort::kTruth, {Text("(" + speaker.variable + "." + artifacts + " derive from ("),
                                  Source(depth), Text("))")});
}

Piece RuleWriter::Share(int depth) {
  const Speaker& speaker = Someone();
  const std::string artifacts = ArtifactsOf(speaker.kind, *random_);
  if (artifacts.empty()) return Total(depth);
  return Piece::Of(Sort::kNumber, {Text("share(" + speaker.variable + "." + artifacts + " from ("),
                                   Source(depth), Text("))")});
}

// Of data: a pattern whose events give birth to artifacts.
Piece RuleWriter::Source(int depth) {
  static const std::vector<std::string> kSources = {"use", "big", "train"};
  std::vector<Piece> parts;
  const Speaker source{NewVariable(), random_->Of(kSources)};
  parts.push_back(Text(source.kind + " " + source.variable));
  // Of outer patterns the source may speak by equality only.
  if (!random_->OneIn(3)) {
    std::vector<Piece> where = {Text(" where "), Equality(source, Someone())};
    if (random_->OneIn(2)) {
      std::vector<Speaker> others = {source};
      std::swap(others, speakers_);
      where.push_back(Text(" and "));
      where.push_back(Condition(depth - 1));
      std::swap(others, speakers_);
    }
    parts.push_back(Piece::Of(Sort::kOptional, std::move(where)));
  }
  return Piece::Of(Sort::kText, std::move(parts));
}

// --- Numbers and strings

Piece RuleWriter::Total(int depth) {
  static const std::vector<std::string> kFunctions = {"sum",     "sum",    "min",      "max",
                                                      "average", "latest", "earliest", "distinct"};
  const std::size_t count = speakers_.size();
  const bool counts = random_->OneIn(2);
  Piece pattern = Pattern(depth - 1, Within::kMaybe, random_->Of(theme_->kinds));
  if (counts) {
    return ForgettingSpeakers(
        count, Piece::Of(Sort::kNumber, {Text("count("), std::move(pattern), Text(")")}));
  }
  const std::string value = Field(speakers_.back(), {"n", "m"});
  const std::string more =
      random_->OneIn(5) && count > 0 ? " + " + speakers_.front().variable + ".n" : "";
  return ForgettingSpeakers(
      count, Piece::Of(Sort::kNumber, {Text(random_->Of(kFunctions) + "(" + value + more + " of "),
                                       std::move(pattern), Text(")")}));
}

Piece RuleWriter::Number(int depth) {
  static const std::vector<std::string> kConstants = {"0", "1", "2", "1.5", "-1", "0.5"};
  static const std::vector<std::string> kOperators = {" + ", " - ", " * ", " / "};
  if (depth > 0 && random_->OneIn(2)) {
    return theme_->lineage && random_->OneIn(2) ? Share(depth) : Total(depth);
  }
  switch (random_->Below(8)) {
    case 0:
    case 1:
    case 2:
      return {Sort::kNumber, random_->Of(kConstants), {}};
    case 3:
      return Piece::Of(Sort::kNumber, {Text("("), Number(depth - 1), Text(random_->Of(kOperators)),
                                       Number(depth - 1), Text(")")});
    case 4:
      return Piece::Of(Sort::kNumber, {Text("("), Number(depth - 1), Text(" else "),
                                       Number(depth - 1), Text(")")});
    default:
      return {Sort::kNumber, Field(Someone(), {"n", "m"}), {}};
  }
}

Piece RuleWriter::String() {
  static const std::vector<std::string> kConstants = {"\"a\"", "\"x\"", "\"A\""};
  switch (random_->Below(5)) {
    case 0:
      return {Sort::kString, random_->Of(kConstants), {}};
    case 1:
      return Piece::Of(Sort::kString, {Text("(" + Field(Someone(), {"who", "what"}) + " else "),
                                       String(), Text(")")});
    default:
      return {Sort::kString, Field(Someone(), {"who", "what"}), {}};
  }
}

}  // namespace abide::reference
