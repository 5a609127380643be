// Any text as a rule file without imports: what there is to say of it is said, and where it is
// repaired the rules still have no error.
#include <optional>
#include <string>
#include <vector>

#include "check/check.h"
#include "diagnostics/assert.h"
#include "diagnostics/render.h"
#include "fuzz.h"
#include "lint/lint.h"

using namespace abide::diagnostics;
namespace check = abide::check;
namespace lint = abide::lint;

namespace {

class OneFile : public check::FileSystem {
 public:
  explicit OneFile(std::string text) : text_(std::move(text)) {}
  Expected<std::string, std::string> Read(const std::string& path) const override {
    if (path != "f.abide") return Unexpected{std::string("it is not there")};
    return text_;
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string&) const override {
    return std::nullopt;
  }

 private:
  std::string text_;
};

// The text once it is repaired; nothing if its rules have errors.
std::optional<std::string> Repaired(const std::string& text) {
  SourceSet sources;
  DiagnosticSink sink;
  const auto rules = check::Check({.paths = {"f.abide"}, .parameters = {}, .test = {}},
                                  OneFile(text), sources, sink);
  if (sink.has_errors()) return std::nullopt;
  const auto files = lint::TextsOf(rules, sources, {"f.abide"});
  const auto remarks = lint::Lint(rules, files, sources, {});
  RenderText(remarks, sources, Colour::kOff);
  return lint::FixAll(remarks, files.front().id, sources);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 10'000;
  if (size > kMost) return 0;
  const auto once = Repaired(std::string(data, data + size));
  if (once) ABIDE_ASSERT(Repaired(*once).has_value(), "repaired rules have no error");
  return 0;
}
