// Whole rule texts: a clause with what may stand around it.
#include "reference/generator.h"
#include "reference/rule_writer.h"

namespace abide::reference {
namespace {

using Sort = Piece::Sort;

Piece Effective(Random& random, std::size_t one_in) {
  static const std::vector<std::string> kIntervals = {"\n  effective 2024-01-30",
                                                      "\n  effective 2024-01-31 until 2024-03-01",
                                                      "\n  effective 2024-01-01 until 2024-02-02"};
  if (!random.OneIn(one_in)) return Text("");
  return Piece::Of(Sort::kOptional, {Text(random.Of(kIntervals))});
}

Piece Clause(const std::string& id, RuleWriter& writer, Random& random) {
  std::vector<Piece> parts = {Text("clause " + id + " \"C\"\n  "), writer.Norm()};
  parts.push_back(writer.Exceptions());
  parts.push_back(writer.Telling());
  parts.push_back(Effective(random, 8));
  parts.push_back(Text("\n\n"));
  return Piece::Of(Sort::kText, std::move(parts));
}

Piece Permit(RuleWriter& writer, Random& random) {
  return Piece::Of(Sort::kOptional,
                   {Text("\npermit p/c where "), writer.ConditionAtFinding(1),
                    Text("\n  cites \"order form\""), Effective(random, 2), Text("\n")});
}

Piece Waiver(RuleWriter& writer, Random& random) {
  static const std::vector<std::string> kEnds = {"2024-02-01", "2024-06-01", "2026-01-01"};
  return Piece::Of(Sort::kOptional,
                   {Text("\nwaive p/c where "), writer.ConditionAtFinding(1),
                    Text("\n  until " + random.Of(kEnds) + " because \"x\" by \"y\"\n")});
}

}  // namespace

Theme RandomTheme(Random& random) {
  switch (random.Below(3)) {
    case 0:
      return {{"use", "grant", "revoke"}, {"use", "grant", "revoke"}, false};
    case 1:
      return {{"use", "grant", "either", "big"}, {"use", "grant", "revoke"}, false};
    default:
      return {{"use", "copy", "move", "train", "any_flow"},
              {"use", "use", "copy", "copy", "move", "train", "pack"},
              true};
  }
}

Piece RandomRules(const Theme& theme, Random& random) {
  RuleWriter writer(theme, random);
  std::vector<Piece> parts;
  if (random.OneIn(4)) {
    parts.push_back(writer.State());
    writer.MayAskForState();
  }
  const std::size_t others = random.OneIn(3) ? random.Below(4) : 0;
  for (std::size_t i = 0; i < others; ++i) {
    Piece other = Clause(std::string(1, static_cast<char>('d' + i)), writer, random);
    other.sort = Sort::kOptional;
    parts.push_back(std::move(other));
  }
  parts.push_back(Clause("c", writer, random));
  if (random.OneIn(8)) parts.push_back(Permit(writer, random));
  if (random.OneIn(8)) parts.push_back(Waiver(writer, random));
  return Piece::Of(Sort::kText, std::move(parts));
}

}  // namespace abide::reference
