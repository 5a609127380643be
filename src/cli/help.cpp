#include "cli/help.h"

#include <sstream>

namespace abide::cli {
namespace {

constexpr std::size_t kTextColumn = 28;
constexpr std::size_t kLastColumn = 96;

// `name` on the left, `text` on the right, as many lines as it takes.
void AddEntry(std::ostream& out, const std::string& name, const std::string& text) {
  std::string line = "  " + name;
  std::istringstream words(text);
  bool is_first = true;
  if (line.size() + 2 > kTextColumn) {
    out << line << '\n';
    line.clear();
  }
  line.resize(kTextColumn, ' ');
  for (std::string word; words >> word; is_first = false) {
    if (!is_first && line.size() + 1 + word.size() > kLastColumn) {
      out << line << '\n';
      line.assign(kTextColumn, ' ');
      is_first = true;
    }
    line += (is_first ? "" : " ") + word;
  }
  out << line << '\n';
}

std::string NameOf(const CLI::Option& option) {
  const std::string name =
      option.nonpositional() ? option.get_name(false, true) : option.get_name(true, false);
  std::string spaced;
  for (const char c : name) spaced += c == ',' ? ", " : std::string(1, c);
  return option.get_option_text().empty() ? spaced : spaced + ' ' + option.get_option_text();
}

void AddOptions(std::ostream& out, const CLI::App& app) {
  for (const std::string& group : app.get_groups()) {
    const std::vector<const CLI::Option*> options = app.get_options(
        [&group](const CLI::Option* option) { return option->get_group() == group; });
    if (group.empty() || options.empty()) continue;
    out << '\n' << group << '\n';
    for (const CLI::Option* option : options) {
      AddEntry(out, NameOf(*option), option->get_description());
    }
  }
}

void AddVerbs(std::ostream& out, const CLI::App& app) {
  const std::vector<const CLI::App*> verbs =
      app.get_subcommands([](const CLI::App*) { return true; });
  if (verbs.empty()) return;
  out << "\nVerbs\n";
  for (const CLI::App* verb : verbs) AddEntry(out, verb->get_name(), verb->get_description());
}

}  // namespace

std::string HelpOf(const CLI::App& app, const std::string& usage) {
  std::ostringstream out;
  out << app.get_description() << "\n\nusage: " << usage << '\n';
  AddVerbs(out, app);
  AddOptions(out, app);
  if (!app.get_footer().empty()) out << '\n' << app.get_footer();
  return out.str();
}

}  // namespace abide::cli
