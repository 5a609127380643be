// Makes the logs and rules of the benchmark: the same bytes for the same arguments.
//
//   bench_generate log EVENTS [SEED] [OPTION VALUE]…
//                                      NDJSON: about 1.1 KB an event, 40 fields, nested, in time
//                                      order, users by a skewed distribution, lineage from outputs
//                                      to models
//     --gap MILLISECONDS               between events (default: 1000)
//     --users N                        distinct users (default: 200000)
//     --outputs N                      distinct outputs, named again after N events (default: each
//                                      event has its own, and flows take from the first million)
//     --accounts N, --sets N, --models N
//                                      distinct ones (default: 5000, 20000, 5000)
//     --disorder SECONDS|whole         lines are shuffled: those less than so far apart, or all
//   bench_generate rules CLAUSES       the vocabulary, and that many `forbid` clauses: of ten, six
//                                      compare fields, two look for an approval, one sums up a
//                                      window, one asks for lineage
//   bench_generate vocabulary          the vocabulary alone

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace {

constexpr const char* kProviders[] = {"openai",  "azure-openai", "anthropic", "google",
                                      "mistral", "bedrock",      "internal"};
constexpr const char* kModels[] = {"gpt-4",   "gpt-4o", "claude-3", "gemini-1.5",
                                   "large-2", "titan",  "house-7b"};
constexpr const char* kPurposes[] = {"assistant", "search",    "annotate",
                                     "evaluate",  "translate", "code"};
constexpr const char* kRegions[] = {"eu-west-1", "us-east-1", "ap-southeast-1", "us-west-2"};

struct Options {
  std::uint64_t events = 0;
  std::uint64_t seed = 1;
  // One event a second, so that windows fill and evict.
  std::uint64_t gap = 1000;
  std::uint64_t users = 200'000;
  std::uint64_t accounts = 5000;
  std::uint64_t sets = 20'000;
  std::uint64_t models = 5000;
  // 0: as many as events.
  std::uint64_t outputs = 0;
  bool is_shuffled = false;
  // Milliseconds by which a line may come late, if not all are shuffled.
  std::uint64_t disorder = 0;
};

class Generator {
 public:
  explicit Generator(const Options& options) : options_(options), random_(options.seed) {}

  // Milliseconds since the log's begin; no two events have the same.
  std::uint64_t Instant(std::uint64_t number) const {
    return number * options_.gap + (options_.gap >= 1000 ? number * 7 % 1000 : 0);
  }

  std::string Event(std::uint64_t number) {
    const std::uint64_t kind = Below(1000);
    line_.clear();
    fmt::format_to(out_, R"({{"time":"{}","id":"e{}",)", Time(Instant(number)), number);
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
    return static_cast<std::uint64_t>(static_cast<double>(options_.users) * std::pow(u, 4.0));
  }
  template <typename T, std::size_t N>
  T Pick(const T (&list)[N]) {
    return list[Below(N)];
  }

  static std::string Time(std::uint64_t instant) {
    const std::uint64_t second = instant / 1000;
    const std::uint64_t day = second / 86400;
    return fmt::format("2024-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", 1 + day / 28 % 12, 1 + day % 28,
                       second / 3600 % 24, second / 60 % 60, second % 60, instant % 1000);
  }

  void Inference(std::uint64_t number) {
    const std::size_t provider = Below(std::size(kProviders));
    fmt::format_to(out_,
                   R"("event":"inference","account":"acct-{}","org":"org-{}","user":"user-{}",)"
                   R"("provider":"{}","model":"{}","purpose":"{}","region":"{}",)",
                   Below(options_.accounts), Below(500), User(), kProviders[provider],
                   kModels[provider], Pick(kPurposes), Pick(kRegions));
    fmt::format_to(out_,
                   R"("usage":{{"input_tokens":{},"output_tokens":{},"cached_tokens":{}}},)"
                   R"("cost_usd":{}.{:04},"stream":{},"minors":{},"outputs":["out:{}"],)",
                   Below(8000), Below(2000), Below(500), Below(3), Below(10000),
                   Below(2) == 0 ? "true" : "false", Below(500) == 0 ? "true" : "false",
                   options_.outputs == 0 ? number : number % options_.outputs);
  }
  void Derive() {
    fmt::format_to(out_, R"("event":"derive","inputs":["out:{}","set:{}"],"output":"set:{}",)",
                   Below(options_.outputs == 0 ? 1'000'000 : options_.outputs),
                   Below(options_.sets), Below(options_.sets));
  }
  void Training() {
    fmt::format_to(out_,
                   R"("event":"training","org":"org-{}","purpose":"fine-tune","model":"model:{}",)"
                   R"("datasets":["set:{}","set:{}"],)",
                   Below(500), Below(options_.models), Below(options_.sets), Below(options_.sets));
  }
  void Approval() {
    fmt::format_to(out_, R"("event":"approval","subject":"model:{}","org":"org-{}","by":"{}",)",
                   Below(options_.models), Below(500), Pick(kProviders));
  }
  void Account(std::string_view event) {
    fmt::format_to(out_, R"("event":"{}","account":"acct-{}",)", event, Below(options_.accounts));
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

  Options options_;
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

void Print(std::string_view line) { std::fwrite(line.data(), 1, line.size(), stdout); }

// Each line is late by a random time of at most `disorder`: what is due is printed first.
void PrintLate(Generator& generator, const Options& options) {
  struct Late {
    std::uint64_t due;
    std::string line;
    bool operator<(const Late& other) const { return due > other.due; }
  };
  std::mt19937_64 random(options.seed + 1);
  std::priority_queue<Late> waiting;
  for (std::uint64_t i = 0; i < options.events; ++i) {
    const std::uint64_t now = generator.Instant(i);
    while (!waiting.empty() && waiting.top().due <= now) {
      Print(waiting.top().line);
      waiting.pop();
    }
    waiting.push({now + random() % (options.disorder + 1), generator.Event(i)});
  }
  for (; !waiting.empty(); waiting.pop()) Print(waiting.top().line);
}

void PrintShuffled(Generator& generator, const Options& options) {
  std::mt19937_64 random(options.seed + 1);
  std::vector<std::string> lines;
  for (std::uint64_t i = 0; i < options.events; ++i) lines.push_back(generator.Event(i));
  // std::shuffle is another one with each library.
  for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[random() % i]);
  for (const std::string& line : lines) Print(line);
}

void PrintLog(const Options& options) {
  Generator generator(options);
  if (options.is_shuffled) {
    PrintShuffled(generator, options);
  } else if (options.disorder != 0) {
    PrintLate(generator, options);
  } else {
    for (std::uint64_t i = 0; i < options.events; ++i) Print(generator.Event(i));
  }
}

bool SetOption(std::string_view name, const char* value, Options& options) {
  const std::uint64_t number = std::strtoull(value, nullptr, 10);
  if (name == "--disorder" && std::string_view(value) == "whole") {
    options.is_shuffled = true;
  } else if (name == "--disorder") {
    options.disorder = number * 1000;
  } else if (name == "--gap") {
    options.gap = number;
  } else if (name == "--users") {
    options.users = number;
  } else if (name == "--outputs") {
    options.outputs = number;
  } else if (name == "--accounts") {
    options.accounts = number;
  } else if (name == "--sets") {
    options.sets = number;
  } else if (name == "--models") {
    options.models = number;
  } else {
    return false;
  }
  return true;
}

// Of `log EVENTS [SEED] [OPTION VALUE]…`.
std::optional<Options> ReadOptions(int argc, char** argv) {
  Options options;
  options.events = std::strtoull(argv[2], nullptr, 10);
  int next = 3;
  if (next < argc && argv[next][0] != '-') options.seed = std::strtoull(argv[next++], nullptr, 10);
  for (; next + 1 < argc; next += 2) {
    if (!SetOption(argv[next], argv[next + 1], options)) return std::nullopt;
  }
  if (next != argc || options.gap == 0) return std::nullopt;
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "log" && argc > 2) {
    if (const std::optional<Options> options = ReadOptions(argc, argv)) {
      PrintLog(*options);
      return 0;
    }
  } else if (what == "vocabulary" && argc == 2) {
    Print(kVocabulary);
    return 0;
  } else if (what == "rules" && argc == 3) {
    Print(kVocabulary);
    for (int i = 0; i < std::atoi(argv[2]); ++i) PrintClause(i);
    return 0;
  }
  fmt::print(stderr,
             "usage: bench_generate log EVENTS [SEED] [--gap MILLISECONDS] [--users N]"
             " [--outputs N]\n"
             "                          [--accounts N] [--sets N] [--models N]\n"
             "                          [--disorder SECONDS|whole] | rules CLAUSES | vocabulary\n");
  return 2;
}
