// The guide's table of checks is the table of checks.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "diagnostics/catalogue.h"
#include "diagnostics/render.h"
#include "lint/lint.h"

namespace abide::lint {
namespace {

// Its heading, behind "# W0801: ".
std::string TitleOf(diagnostics::Code code) {
  const std::string page(diagnostics::Page(code));
  const std::string heading = page.substr(0, page.find('\n'));
  return heading.substr(heading.find(": ") + 2);
}

std::string RowOf(diagnostics::Code code) {
  const diagnostics::CodeEntry& entry = diagnostics::Entry(code);
  const bool is_repaired = diagnostics::Page(code).find("`abide lint --fix`") != std::string::npos;
  std::string row = "| `" + std::string(entry.id) + "` | " + TitleOf(code) + " | ";
  row += std::string(diagnostics::NameOf(entry.severity)) + " | ";
  return row + (is_repaired ? "yes" : "") + " |";
}

TEST(Guide, ListsEveryCheck) {
  std::ifstream guide("rules/README.md");
  std::multiset<std::string> rows;
  for (std::string line; std::getline(guide, line);) {
    if (line.starts_with("| `W08")) rows.insert(line);
  }
  std::multiset<std::string> wanted;
  for (const diagnostics::Code code : LintCodes()) wanted.insert(RowOf(code));
  EXPECT_EQ(rows, wanted);
}

TEST(Table, HoldsEveryCodeOfLintOnce) {
  std::set<std::string> ids;
  for (const diagnostics::Code code : LintCodes()) {
    EXPECT_TRUE(ids.insert(std::string(diagnostics::Entry(code).id)).second);
  }
  for (const diagnostics::CodeEntry& entry : diagnostics::AllCodes()) {
    EXPECT_EQ(entry.id.starts_with("W08"), ids.contains(std::string(entry.id))) << entry.id;
  }
}

}  // namespace
}  // namespace abide::lint
