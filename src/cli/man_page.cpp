#include "cli/man_page.h"

#include "cli/command_table.h"

#include <sstream>
#include <string_view>

namespace abide::cli {
namespace {

// Text as roff takes it: no escapes, and no line that begins with a control character.
std::string Roff(std::string_view text) {
  std::string roff;
  bool begins = true;
  for (const char c : text) {
    if (begins && (c == '.' || c == '\'')) roff += "\\&";
    if (c == '\\') {
      roff += "\\e";
    } else if (c == '-') {
      roff += "\\-";
    } else {
      roff += c;
    }
    begins = c == '\n';
  }
  return roff;
}

std::string Bold(std::string_view text) { return "\\fB" + Roff(text) + "\\fR"; }

std::string Italic(std::string_view text) { return "\\fI" + Roff(text) + "\\fR"; }

void WriteOption(const OptionEntry& option, std::ostream& out) {
  std::string names;
  for (const std::string& name : option.names) {
    names += (names.empty() ? "" : ", ") + Bold(name);
  }
  if (!option.value.empty()) names += (names.empty() ? "" : " ") + Italic(option.value);
  out << ".TP\n" << names << '\n' << Roff(option.text) << '\n';
}

// Blocks as they stand: what begins in the first column is text, the rest keeps its lines.
void WriteFooter(const std::string& footer, std::ostream& out) {
  if (footer.empty()) return;
  out << ".PP\n.nf\n" << Roff(footer);
  if (footer.back() != '\n') out << '\n';
  out << ".fi\n";
}

}  // namespace

void WriteManPage(const std::string& version, std::ostream& out) {
  const std::vector<VerbEntry> table = CommandTable();
  const VerbEntry& main = table.front();
  out << R"(.TH ABIDE 1 "" "abide )" << Roff(version) << R"(" "User Commands")" << '\n'
      << ".SH NAME\nabide \\- judge event logs by usage\\-policy clauses written as rules\n"
      << ".SH SYNOPSIS\n";
  for (const VerbEntry& verb : table) {
    if (verb.name.empty()) continue;
    out << (&verb == &table[1] ? "" : ".br\n") << ".B abide\n" << Roff(verb.usage) << '\n';
  }
  out << ".SH DESCRIPTION\n" << Roff(main.purpose) << '\n';
  WriteFooter(main.footer, out);
  for (const VerbEntry& verb : table) {
    if (verb.name.empty()) continue;
    out << ".SH \"ABIDE " << Roff(verb.name) << "\"\n"
        << ".B abide\n"
        << Roff(verb.usage) << "\n.PP\n"
        << Roff(verb.purpose) << '\n';
    for (const OptionEntry& option : verb.options) {
      if (option.group != "General") WriteOption(option, out);
    }
    WriteFooter(verb.footer, out);
  }
  out << ".SH \"OPTIONS OF EVERY VERB\"\n";
  for (const OptionEntry& option : main.options) WriteOption(option, out);
}

}  // namespace abide::cli
