#include "lint/patterns.h"

namespace abide::lint {
namespace {

using check::Pattern;

void AddAll(const std::vector<Pattern>& patterns, std::vector<const Pattern*>& all) {
  for (const Pattern& each : patterns) all.push_back(&each);
}

void AddPast(const check::Past& past, std::vector<const Pattern*>& all) {
  AddAll(past.alternatives, all);
  if (past.gap) all.push_back(&*past.gap);
}

}  // namespace

std::vector<const Pattern*> PatternsOfNorm(const check::Norm& norm) {
  std::vector<const Pattern*> all;
  if (const auto* forbid = std::get_if<check::Forbid>(&norm)) {
    all = {&forbid->pattern};
  } else if (const auto* before = std::get_if<check::BeforeRequire>(&norm)) {
    all = {&before->trigger};
    AddPast(before->required, all);
  } else if (const auto* after = std::get_if<check::AfterRequire>(&norm)) {
    all = {&after->trigger};
    if (after->each_earlier) AddPast(*after->each_earlier, all);
    AddAll(after->required, all);
  } else if (const auto* never = std::get_if<check::AfterForbid>(&norm)) {
    all = {&never->first, &never->forbidden};
  } else if (const auto* around = std::get_if<check::AroundRequire>(&norm)) {
    all = {&around->trigger};
    AddAll(around->required, all);
  } else if (const auto* apart = std::get_if<check::AroundForbid>(&norm)) {
    all = {&apart->first, &apart->second};
  }
  return all;
}

const Pattern* TriggerOf(const check::Norm& norm) {
  if (const auto* never = std::get_if<check::AfterForbid>(&norm)) return &never->forbidden;
  if (std::holds_alternative<check::AroundForbid>(norm)) return nullptr;
  const std::vector<const Pattern*> all = PatternsOfNorm(norm);
  return all.empty() ? nullptr : all.front();
}

std::vector<const Pattern*> RequiredOf(const check::Norm& norm) {
  std::vector<const Pattern*> all;
  if (const auto* before = std::get_if<check::BeforeRequire>(&norm)) {
    AddAll(before->required.alternatives, all);
  } else if (const auto* after = std::get_if<check::AfterRequire>(&norm)) {
    AddAll(after->required, all);
  } else if (const auto* around = std::get_if<check::AroundRequire>(&norm)) {
    AddAll(around->required, all);
  }
  return all;
}

}  // namespace abide::lint
