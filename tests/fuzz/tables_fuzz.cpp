// Any bytes as the CSV file of a table and of a list: rows or an error that says why not, every
// place inside the file, and the same again for the same bytes. The first byte of an input chooses
// the table's form.
#include <map>
#include <string>
#include <variant>

#include "check/check.h"
#include "diagnostics/assert.h"
#include "diagnostics/render.h"
#include "fuzz.h"

using namespace abide::diagnostics;
using abide::check::CheckedRules;

namespace {

constexpr const char* kForms[] = {
    "table t from \"t.csv\" key \"a\"\n",
    "table t from \"t.csv\" key \"a\", \"b\" valid \"from\" until \"to\"\n",
    "list l from \"t.csv\" column \"a\"\n",
    "event use\n  a string\n  n number?\n"
    "table t from \"t.csv\" key \"a\" valid \"from\" until \"to\"\n"
    "clause c \"C\"\n  forbid use where t[a].b > n or t[a].b as of 2024-01-01 == 1\n"};

class Memory : public abide::check::FileSystem {
 public:
  explicit Memory(std::map<std::string, std::string> files) : files_(std::move(files)) {}

  Expected<std::string, std::string> Read(const std::string& path) const override {
    const auto found = files_.find(path);
    if (found == files_.end()) return Unexpected{std::string("no such file")};
    return found->second;
  }
  std::optional<std::vector<std::string>> RuleFiles(const std::string& path) const override {
    (void)path;
    return {};
  }

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Memory files({{"r.abide", kForms[data[0] % std::size(kForms)]},
                      {"t.csv", std::string(data + 1, data + size)}});
  abide::check::CheckOptions options;
  options.paths = {"r.abide"};
  std::string first;
  for (int time = 0; time < 2; ++time) {
    SourceSet sources;
    DiagnosticSink sink;
    const CheckedRules rules = abide::check::Check(options, files, sources, sink);
    for (const Diagnostic& diagnostic : sink.all()) {
      const auto* span = std::get_if<Span>(&diagnostic.where);
      if (span == nullptr) continue;
      ABIDE_ASSERT(span->begin <= span->end && span->end <= sources.File(span->file).text().size(),
                   "a place is in its file");
    }
    const std::string shown = sink.error_count() == 0
                                  ? abide::check::Dump(rules)
                                  : RenderText(sink.Sorted(), sources, Colour::kOff);
    ABIDE_ASSERT(!shown.empty(), "there is a result or an error");
    if (time == 0) first = shown;
    ABIDE_ASSERT(first == shown, "the same bytes are the same rows");
  }
  return 0;
}
