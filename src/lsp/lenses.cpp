// Lines above tests and clauses: what one can do there, and what came of it.

#include "lsp/commands.h"
#include "lsp/view.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace abide::lsp {
namespace {

Json LensAt(const Json& range, const std::string& title, const char* command, Json arguments) {
  return {
      {"range", range},
      {"command", {{"title", title}, {"command", command}, {"arguments", std::move(arguments)}}}};
}

class Lenses {
 public:
  explicit Lenses(const View& view) : view_(view) {}

  Json Run() {
    for (const Piece& piece : view_.pieces().all()) {
      if (!piece.declaration) continue;
      const auto* const test = std::get_if<syntax::Test>(&piece.declaration->node);
      if (test != nullptr) AddTest(*test, piece);
      const auto* const clause = std::get_if<syntax::Clause>(&piece.declaration->node);
      if (clause != nullptr && !view_.workspace.settings().log.empty()) AddClause(*clause, piece);
    }
    return std::move(lenses_);
  }

 private:
  Json RangeOf(const Piece& piece, const diagnostics::Span& span) const {
    return view_.RangeOf(piece.begin + span.begin, piece.begin + span.end);
  }

  void AddTest(const syntax::Test& test, const Piece& piece) {
    std::string title = "Run test";
    for (const TestOutcome& each : view_.unit.tests) {
      if (each.title != test.title.value || each.path != view_.document.path) continue;
      title = each.passed ? "Passed. Run again" : "Failed. Run again";
    }
    lenses_.push_back(LensAt(RangeOf(piece, test.title.span), title, kRunTest,
                             Json::array({view_.document.uri, test.title.value})));
  }

  void AddClause(const syntax::Clause& clause, const Piece& piece) {
    const std::string log =
        std::filesystem::path(view_.workspace.settings().log).filename().string();
    std::string title = "Check against " + log;
    const LogOutcome& outcome = view_.unit.log;
    if (!outcome.fault.empty()) title += ": failed";
    const auto status = outcome.clauses.find(IdOf(clause));
    if (status != outcome.clauses.end()) title = fmt::format("{} in {}", status->second, log);
    lenses_.push_back(LensAt(RangeOf(piece, clause.id.span), title, kCheckLog,
                             Json::array({view_.document.uri})));
  }

  std::string IdOf(const syntax::Clause& clause) const {
    for (const Piece& piece : view_.pieces().all()) {
      if (!piece.declaration) continue;
      const auto* const policy = std::get_if<syntax::Policy>(&piece.declaration->node);
      if (policy != nullptr) return policy->id.text + "/" + clause.id.text;
    }
    return clause.id.text;
  }

  const View& view_;
  Json lenses_ = Json::array();
};

}  // namespace

Json CodeLenses(const View& view) { return Lenses(view).Run(); }

}  // namespace abide::lsp
