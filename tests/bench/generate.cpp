// Makes the logs and rules of the benchmark: the same bytes for the same arguments.
//
//   bench_generate log EVENTS [SEED]   NDJSON: about 1.1 KB an event, 40 fields, nested, in time
//   order,
//                                      users by a skewed distribution, lineage from outputs to
//                                      models
//   bench_generate rules CLAUSES       the vocabulary, and that many `forbid` clauses: of ten, six
//                                      compare fields, two look for an approval, one sums up a
//                                      window, one asks for lineage

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace {

constexpr const char* kProviders[] = {"openai",  "azure-openai", "anthropic", "google",
                                      "mistral", "bedrock",      "internal"};
constexpr const char* kModels[] = {"gpt-4",   "gpt-4o", "claude-3", "gemini-1.5",
                                   "large-2", "titan",  "house-7b"};
constexpr const char* kPurposes[] = {"assistant", "search",    "annotate",
                                     "evaluate",  "translate", "code"};
constexpr const char* kRegions[] = {"eu-west-1", "us-east-1", "ap-southeast-1", "us-west-2"};

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : random_(seed) {}

  // One event a second, so that windows fill and evict.
  std::string Event(std::uint64_t number) {
    const std::uint64_t kind = Below(1000);
    line_.clear();
    const std::uint64_t second = number;
    fmt::format_to(out_, R"({{"time":"{}","id":"e{}",)", Time(second), number);
    if (kind < 930) {
      Inference(number);
    } else if (kind < 960) {
      Derive();
    } else if (kind < 970) {
      Training();
    } else if (kind < 990) {
      Approval();
    } else {
      Account(kind < 995 ? "suspension" : "reinstatement");
    }
    Padding();
    line_ += "}\n";
    return line_;
  }

 private:
  std::uint64_t Below(std::uint64_t bound) { return random_() % bound; }
  // Few users make most events.
  std::uint64_t User() {
    const double u = static_cast<double>(Below(1'000'000) + 1) / 1e6;
    return static_cast<std::uint64_t>(200'000 * std::pow(u, 4.0));
  }
  template <typename T, std::size_t N>
  T Pick(const T (&list)[N]) {
    return list[Below(N)];
  }

  static std::string Time(std::uint64_t second) {
    const std::uint64_t day = second / 86400;
    return fmt::format("2024-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", 1 + day / 28 % 12, 1 + day % 28,
                       second / 3600 % 24, second / 60 % 60, second % 60, second * 7 % 1000);
  }

  void Inference(std::uint64_t number) {
    const std::size_t provider = Below(std::size(kProviders));
    fmt::format_to(out_,
                   R"("event":"inference","account":"acct-{}","org":"org-{}","user":"user-{}",)"
                   R"("provider":"{}","model":"{}","purpose":"{}","region":"{}",)",
                   Below(5000), Below(500), User(), kProviders[provider], kModels[provider],
                   Pick(kPurposes), Pick(kRegions));
    fmt::format_to(out_,
                   R"("usage":{{"input_tokens":{},"output_tokens":{},"cached_tokens":{}}},)"
                   R"("cost_usd":{}.{:04},"stream":{},"minors":{},"outputs":["out:{}"],)",
                   Below(8000), Below(2000), Below(500), Below(3), Below(10000),
                   Below(2) == 0 ? "true" : "false", Below(500) == 0 ? "true" : "false", number);
  }
  void Derive() {
    fmt::format_to(out_, R"("event":"derive","inputs":["out:{}","set:{}"],"output":"set:{}",)",
                   Below(1'000'000), Below(20000), Below(20000));
  }
  void Training() {
    fmt::format_to(out_,
                   R"("event":"training","org":"org-{}","purpose":"fine-tune","model":"model:{}",)"
                   R"("datasets":["set:{}","set:{}"],)",
                   Below(500), Below(5000), Below(20000), Below(20000));
  }
  void Approval() {
    fmt::format_to(out_, R"("event":"approval","subject":"model:{}","org":"org-{}","by":"{}",)",
                   Below(5000), Below(500), Pick(kProviders));
  }
  void Account(std::string_view event) {
    fmt::format_to(out_, R"("event":"{}","account":"acct-{}",)", event, Below(5000));
  }

  // What every gateway adds and no rule reads: some texts, numbers and nested records.
  void Padding() {
    fmt::format_to(out_,
                   R"("request":{{"method":"POST","path":"/v1/chat/completions","status":{},)"
                   R"("headers":{{"user-agent":"client/{}.{}","accept":"application/json",)"
                   R"("x-request-id":"{:016x}{:016x}"}},"bytes":{},"duration_ms":{}}},)",
                   Below(50) == 0 ? 429 : 200, Below(9), Below(20), random_(), random_(),
                   Below(60000), Below(9000));
    fmt::format_to(out_,
                   R"("trace":{{"trace_id":"{:016x}","span_id":"{:016x}","sampled":true}},)"
                   R"("gateway":"gw-{}","zone":"z{}","host":"host-{}.example","port":{},)",
                   random_(), random_(), Below(40), Below(3), Below(200), 8000 + Below(100));
    for (int i = 0; i < 8; ++i) {
      fmt::format_to(out_, R"("label_{}":"{:016x}",)", i, random_());
    }
    fmt::format_to(out_,
                   R"("tags":["team-{}","cost-center-{}","prod"],"note":"{}","retries":{},)"
                   R"("score":0.{:03},"cache_hit":false,"schema":"usage/3")",
                   Below(80), Below(900),
                   "routed by the default policy; no override was in force for the tenant",
                   Below(3), Below(1000));
  }

  std::mt19937_64 random_;
  std::string line_;
  std::back_insert_iterator<std::string> out_{line_};
};

constexpr std::string_view kVocabulary = R"(event inference
  account  string
  org      string
  user     string
  provider string
  model    string
  purpose  string
  region   string
  usage.input_tokens  number?
  usage.output_tokens number?
  cost_usd number?
  stream   boolean
  minors   boolean
  outputs  list of artifact
  flow     -> outputs
event derive
  inputs list of artifact
  output artifact
  flow   inputs -> output
event training
  org      string
  purpose  string
  model    artifact
  datasets list of artifact
  flow     datasets -> model
event approval
  subject artifact
  org     string
  by      string
event suspension
  account string
event reinstatement
  account string

state suspended(account)
  starts on suspension    at suspension.account
  ends   on reinstatement at reinstatement.account
)";

void PrintClause(int number) {
  const int user = number * 37 % 4000;
  const char* provider = kProviders[number % std::size(kProviders)];
  std::string norm;
  switch (number % 10) {
    case 0:
      norm = fmt::format(
          "inference where provider == \"{}\" and org == \"org-{}\"\n"
          "    and sum(i.cost_usd of inference i within 1 day where i.user == inference.user) > {}",
          provider, number % 500, 40 + number);
      break;
    case 1:
      norm = fmt::format(
          "training where org == \"org-{}\"\n    and datasets derive from (inference where "
          "provider == \"{}\")",
          number % 500, provider);
      break;
    case 2:
    case 3:
      norm = fmt::format(
          "training where org == \"org-{}\" and purpose == \"fine-tune\"\n"
          "    and not preceded by (approval within 30 days where approval.subject == "
          "training.model\n"
          "      and approval.by == \"{}\")",
          number % 500, provider);
      break;
    case 4:
      norm = fmt::format(
          "inference where region == \"eu-west-1\" and user == \"user-{}\" and minors", user);
      break;
    case 5:
      norm = fmt::format("inference where org == \"org-{}\" and suspended(account)", number % 500);
      break;
    case 6:
      norm = fmt::format(
          "inference where usage.output_tokens > {} and model == \"{}\" and purpose == "
          "\"annotate\" and org == \"org-{}\"",
          1900 + number % 90, kModels[number % std::size(kModels)], number % 500);
      break;
    case 7:
      norm = fmt::format(
          "inference where user == \"user-{}\" and provider in [\"openai\", \"azure-openai\"]",
          user);
      break;
    case 8:
      norm = fmt::format(
          "inference where cost_usd >= 2.{} and purpose != \"search\" and user starts with "
          "\"user-{}\"",
          980 + number % 19, user);
      break;
    default:
      norm = fmt::format("inference where account == \"acct-{}\" and not stream", user);
  }
  fmt::print("\nclause rule-{} \"Rule {}\"\n  forbid {}\n", number, number, norm);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  const std::uint64_t count = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
  if (what == "log") {
    Generator generator(argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::string line = generator.Event(i);
      std::fwrite(line.data(), 1, line.size(), stdout);
    }
    return 0;
  }
  if (what == "rules") {
    std::fwrite(kVocabulary.data(), 1, kVocabulary.size(), stdout);
    for (int i = 0; i < static_cast<int>(count); ++i) PrintClause(i);
    return 0;
  }
  fmt::print(stderr, "usage: bench_generate log EVENTS [SEED] | rules CLAUSES\n");
  return 2;
}
