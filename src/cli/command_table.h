// The command line as a table: what help, completion and the man page are made of.
#pragma once

#include <string>
#include <vector>

namespace abide::cli {

struct OptionEntry {
  std::vector<std::string> names;  // "-q", "--quiet"; none: a word that stands for itself
  std::string value;               // what it takes, "PATH"; empty: nothing. The name of such a word
  std::string text;
  std::string group;
  bool repeats = false;  // each time it stands it counts
};

struct VerbEntry {
  std::string name;   // empty: abide without a verb
  std::string usage;  // without "abide"
  std::string purpose;
  std::vector<OptionEntry> options;
  std::string footer;  // examples, exit codes
};

// Abide itself, then its verbs, in the order of `--help`. What help does not show is left out.
std::vector<VerbEntry> CommandTable();

}  // namespace abide::cli
