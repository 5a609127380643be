#include "reference/rule_set.h"

namespace abide::reference {
namespace {

constexpr const char* kRules = "rules.abide";

class MemoryFiles : public check::FileSystem {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  diagnostics::Expected<std::string, std::string> Read(const std::string& path) const override {
    const auto found = files_.find(path);
    if (found == files_.end()) return diagnostics::Unexpected{std::string("no such file")};
    return found->second;
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string&) const override {
    return std::nullopt;
  }

 private:
  std::map<std::string, std::string> files_;
};

std::string ErrorsOf(const diagnostics::DiagnosticSink& sink,
                     const diagnostics::SourceSet& sources) {
  std::string text;
  for (const diagnostics::Diagnostic& one : sink.Sorted()) {
    if (one.severity() != diagnostics::Severity::kError) continue;
    text += one.Message();
    if (const auto* span = std::get_if<diagnostics::Span>(&one.where)) {
      text += " at `" + std::string(sources.Text(*span)) + "`";
    }
    text += "\n";
  }
  return text;
}

}  // namespace

const std::string& Vocabulary() {
  static const std::string vocabulary = R"(policy p "A policy of the tests"
  effective 2024-01-01 until 2026-01-01

event use
  who    string?
  what   string?
  n      number?
  m      number?
  on     boolean?
  due    time?
  term   duration?
  names  list of string?
  parts[].name string?
  parts[].size number?
  made   list of artifact?
  flow   -> made

event grant
  who    string?
  what   string?
  n      number?
  on     boolean?

event revoke
  who    string?
  what   string?
  n      number?
  on     boolean?

event copy
  who     string?
  inputs  list of artifact?
  outputs list of artifact?
  amounts list of number?
  n       number?
  on      boolean?
  flow    inputs -> outputs weighed by amounts

event move
  who     string?
  source  artifact?
  target  artifact?
  n       number?
  on      boolean?
  flow    source -> target replacing weighed by n where on

event pack
  who     string?
  parts[].name artifact?
  parts[].size number?
  into    list of artifact?
  n       number?
  on      boolean?
  flow    parts[].name -> into weighed by parts[].size

event train
  who      string?
  datasets list of artifact?
  model    artifact?
  made     list of artifact?
  n        number?
  on       boolean?
  flow     datasets -> model
  flow     -> made where n > 0

event note "Of which no rule speaks"
  who     string?
  n       number?

list known = ["a", "x"]

list small = [0, 1]

table owners from "owners.csv" key "who" valid "from" until "to"

table pairs from "pairs.csv" key "who", "what"

define big = use where n > 1

define either = use or grant

define any_flow = (copy where on) or move

define same(x, y) = x == y or x == 0

define twice(x) = x + x

state busy(account)
  starts on use where on at use.who
  starts on grant where n == 2 at grant.who
  ends   on revoke at revoke.who
  ends   on grant where n == 1 at any

state pair(account, thing)
  starts on use where busy(use.who) at use.who, use.what
  ends   on revoke at revoke.who, any
  ends   on grant at grant.who, grant.what

)";
  return vocabulary;
}

std::unique_ptr<RuleSet> CheckRules(const std::string& text, std::string* errors) {
  const MemoryFiles files({
      {kRules, Vocabulary() + text},
      {"owners.csv",
       "who,level,flag,term,from,to\n"
       "a,1,true,1 day,,2024-01-31\n"
       "a,2,,1 month,2024-01-31,\n"
       "x,,false,,2024-02-01,2024-03-01\n"},
      {"pairs.csv", "who,what,level\na,x,1\na,a,\nx,x,2\n"},
  });
  auto made = std::make_unique<RuleSet>();
  made->text = text;
  diagnostics::DiagnosticSink sink;
  made->rules =
      check::Check({.paths = {kRules}, .parameters = {}, .test = {}}, files, made->sources, sink);
  if (!sink.has_errors()) return made;
  *errors = ErrorsOf(sink, made->sources);
  return nullptr;
}

std::unique_ptr<RuleSet> MakeRuleSet(const std::string& text, std::string* errors) {
  std::unique_ptr<RuleSet> made = CheckRules(text, errors);
  if (!made) return nullptr;
  diagnostics::DiagnosticSink sink;
  made->plan = plan::Compile(made->rules, {}, sink);
  if (!sink.has_errors()) return made;
  *errors = ErrorsOf(sink, made->sources);
  return nullptr;
}

}  // namespace abide::reference
