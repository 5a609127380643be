#include "reference/shrink.h"

#include <nlohmann/json.hpp>

namespace abide::reference {
namespace {

// What is said of a specimen that is a disagreement.
std::optional<std::string> Told(const Specimen& specimen) {
  std::string errors;
  const std::unique_ptr<RuleSet> rules = MakeRuleSet(Render(specimen.rules), &errors);
  if (!rules) return std::nullopt;
  Shapes shapes(rules->rules.schema);
  for (const std::string& shape : specimen.shapes) shapes.Add(shape);
  const Case one{rules.get(), &shapes, specimen.log, specimen.options, specimen.restart_behind};
  const std::optional<std::string> answers = Disagreement(one);
  if (!answers) return std::nullopt;
  return Written(one) + *answers;
}

// Each entry gets a shape of its own, so that one can be changed by itself.
void Unshare(Specimen& specimen) {
  std::vector<std::string> shapes;
  for (Entry& entry : specimen.log) {
    shapes.push_back(specimen.shapes[entry.shape]);
    entry.shape = shapes.size() - 1;
  }
  specimen.shapes = std::move(shapes);
}

std::vector<Specimen> WithFewerOptions(const Specimen& specimen) {
  std::vector<Specimen> smaller;
  const auto without = [&](auto change) {
    Specimen changed = specimen;
    change(changed);
    smaller.push_back(std::move(changed));
  };
  if (specimen.restart_behind) without([](Specimen& s) { s.restart_behind.reset(); });
  if (specimen.options.as_of) without([](Specimen& s) { s.options.as_of.reset(); });
  if (specimen.options.since) without([](Specimen& s) { s.options.since.reset(); });
  if (specimen.options.until) without([](Specimen& s) { s.options.until.reset(); });
  return smaller;
}

std::vector<Specimen> WithFewerEvents(const Specimen& specimen) {
  std::vector<Specimen> smaller;
  for (std::size_t i = 0; i < specimen.log.size(); ++i) {
    smaller.push_back(specimen);
    smaller.back().log.erase(smaller.back().log.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return smaller;
}

std::vector<Specimen> WithSmallerRules(const Specimen& specimen) {
  std::vector<Specimen> smaller;
  for (Piece& rules : Smaller(specimen.rules)) {
    smaller.push_back(specimen);
    smaller.back().rules = std::move(rules);
  }
  return smaller;
}

// Fields left out, gaps closed.
std::vector<Specimen> WithSmallerEvents(const Specimen& specimen) {
  std::vector<Specimen> smaller;
  for (std::size_t i = 0; i < specimen.log.size(); ++i) {
    const std::string& shape = specimen.shapes[specimen.log[i].shape];
    const nlohmann::json record = nlohmann::json::parse(shape);
    for (const auto& [name, value] : record.items()) {
      if (name == "event") continue;
      nlohmann::json less = record;
      less.erase(name);
      smaller.push_back(specimen);
      smaller.back().shapes[specimen.log[i].shape] = less.dump();
    }
    const std::int64_t before = i == 0 ? 0 : specimen.log[i - 1].seconds;
    if (specimen.log[i].seconds == before) continue;
    smaller.push_back(specimen);
    const std::int64_t gap = specimen.log[i].seconds - before;
    for (std::size_t j = i; j < specimen.log.size(); ++j) smaller.back().log[j].seconds -= gap;
  }
  return smaller;
}

bool Step(Specimen& specimen, std::string& told) {
  for (const auto& ways :
       {WithFewerOptions, WithFewerEvents, WithSmallerRules, WithSmallerEvents}) {
    for (Specimen& smaller : ways(specimen)) {
      const std::optional<std::string> still = Told(smaller);
      if (!still) continue;
      specimen = std::move(smaller);
      told = *still;
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<std::string> Shrunk(Specimen specimen) {
  Unshare(specimen);
  std::optional<std::string> told = Told(specimen);
  if (!told) return std::nullopt;
  constexpr int kSteps = 400;
  for (int step = 0; step < kSteps && Step(specimen, *told); ++step) {
  }
  return told;
}

}  // namespace abide::reference
