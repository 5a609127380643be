#include <nlohmann/json.hpp>

#include "reference/generator.h"
#include "reference/small_rules.h"

namespace abide::reference {
namespace {

using nlohmann::json;

const std::vector<std::string> kTexts = {"a", "x", "A", "b"};
const std::vector<std::string> kArtifacts = {"p", "q", "r", "s"};
const std::vector<std::string> kTimes = {"2024-01-29T22:00:00Z", "2024-01-31", "2024-02-29T12:00Z"};
const std::vector<std::string> kTerms = {"1 day", "24 hours", "1 month", "30 days"};

json RandomNumber(Random& random) {
  static const std::vector<json> kNumbers = {0, 1, 1, 2, 2, 3, -1, 0.5};
  return random.Of(kNumbers);
}

json RandomTexts(const std::vector<std::string>& from, Random& random) {
  json list = json::array();
  for (std::size_t count = random.Below(4); count > 0; --count) {
    list.push_back(random.OneIn(12) ? json() : json(random.Of(from)));
  }
  return list;
}

json RandomAmounts(Random& random) {
  static const std::vector<json> kAmounts = {0, 0, 1, 1, 2, 3, 7, 0.5, -1, json(), json()};
  json list = json::array();
  for (std::size_t count = random.Below(5); count > 0; --count) {
    list.push_back(random.Of(kAmounts));
  }
  return list;
}

json RandomParts(const std::vector<std::string>& from, Random& random) {
  json list = json::array();
  for (std::size_t count = random.Below(3); count > 0; --count) {
    json part = json::object();
    if (!random.OneIn(3)) part["name"] = random.Of(from);
    if (!random.OneIn(3)) part["size"] = RandomNumber(random);
    list.push_back(part);
  }
  return list;
}

json RandomField(const std::string& event, const std::string& name, Random& random) {
  if (name == "n" || name == "m") return RandomNumber(random);
  if (name == "on") return random.OneIn(2);
  if (name == "due") return random.Of(kTimes);
  if (name == "term") return random.Of(kTerms);
  if (name == "names") return RandomTexts(kTexts, random);
  if (name == "parts") {
    return RandomParts(event == "pack" ? kArtifacts : kTexts, random);
  }
  if (name == "amounts") return RandomAmounts(random);
  if (name == "source" || name == "target" || name == "model") return random.Of(kArtifacts);
  if (name == "who" || name == "what") return random.Of(kTexts);
  return RandomTexts(kArtifacts, random);
}

const std::vector<std::string>& FieldsOf(const std::string& event) {
  static const std::map<std::string, std::vector<std::string>> kFields = {
      {"use", {"who", "what", "n", "m", "on", "due", "term", "names", "parts", "made"}},
      {"grant", {"who", "what", "n", "on"}},
      {"revoke", {"who", "what", "n", "on"}},
      {"copy", {"who", "inputs", "outputs", "amounts", "n", "on"}},
      {"move", {"who", "source", "target", "n", "on"}},
      {"pack", {"who", "parts", "into", "n", "on"}},
      {"train", {"who", "datasets", "model", "made", "n", "on"}}};
  return kFields.at(event);
}

}  // namespace

std::vector<std::string> RandomShapes(const Theme& theme, std::size_t count, Random& random) {
  std::vector<std::string> shapes;
  while (shapes.size() < count) {
    json shape = json::object();
    shape["event"] = random.Of(theme.events);
    for (const std::string& name : FieldsOf(shape["event"])) {
      if (!random.OneIn(6)) shape[name] = RandomField(shape["event"], name, random);
    }
    shapes.push_back(shape.dump());
  }
  return shapes;
}

Log RandomLog(std::size_t shapes, std::size_t length, Random& random) {
  static const std::vector<std::int64_t> kGaps = {
      0, 0, 0, 1, kHour, kDay, kDay, kDay + 1, 2 * kDay, 29 * kDay, 30 * kDay, 31 * kDay};
  Log log;
  std::int64_t seconds = 0;
  for (std::size_t i = 0; i < length; ++i) {
    seconds += random.Of(kGaps);
    log.push_back({random.Below(shapes), seconds});
  }
  return log;
}

}  // namespace abide::reference
