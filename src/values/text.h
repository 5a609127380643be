// Text tests of the language: UTF-8, by code point; case is ignored by Unicode simple folding.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace abide::values {

enum class Case : bool { kRespect, kIgnore };

bool EqualText(std::string_view a, std::string_view b, Case case_rule);
bool StartsWith(std::string_view text, std::string_view prefix, Case case_rule);
bool EndsWith(std::string_view text, std::string_view suffix, Case case_rule);
bool Contains(std::string_view text, std::string_view part, Case case_rule);
// Two texts are equal ignoring case if and only if their folded forms are the same bytes.
std::string Fold(std::string_view text);
// `lower(s)`: simple lower-case mapping of each code point.
std::string Lower(std::string_view text);
bool IsUtf8(std::string_view text);

// A regular expression in RE2 syntax, linear in the text.
class Regex {
 public:
  // `pattern` without the slashes. Nothing, with RE2's reason in `error`, if it is none or its
  // program would be too large.
  static std::shared_ptr<const Regex> Compile(std::string_view pattern, Case case_rule,
                                              std::string* error);
  ~Regex();

  // Found anywhere in the text.
  bool Matches(std::string_view text) const;
  // The first group of the first match (the whole match if there is no group); nothing if there is
  // no match or the group took no part in it. Points into `text`.
  std::optional<std::string_view> Capture(std::string_view text) const;
  int group_count() const;
  Case case_rule() const;
  // As given to Compile.
  std::string_view pattern() const;

 private:
  struct Impl;
  explicit Regex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Many patterns, looked for at once: one pass over a text finds all that it has. Looked for one by
// one, a thousand patterns cost a thousand passes.
class PatternSet {
 public:
  explicit PatternSet(Case case_rule);
  ~PatternSet();

  // Adds what Regex::Compile takes, or a text to be contained. Nothing if it can't be in a set;
  // else its number, from 0.
  std::optional<std::size_t> AddRegex(std::string_view pattern);
  std::optional<std::size_t> AddText(std::string_view part);
  std::size_t size() const;
  // After the last Add. False if they take too much memory together: then nothing can be found.
  bool Compile();

  // Puts the numbers of all that `text` has into `found`, in no order. False if the memory did not
  // suffice: then nothing is known.
  bool Find(std::string_view text, std::vector<int>& found) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// An address block as in "10.0.0.0/8" or "2001:db8::/32"; an address alone is a block of one.
class Network {
 public:
  static std::optional<Network> Parse(std::string_view text);
  // Nothing if `address` is no IP address. An IPv4 address written as IPv6 (::ffff:10.0.0.1)
  // counts as IPv4.
  std::optional<bool> Holds(std::string_view address) const;

 private:
  bool v6_ = false;
  int bits_ = 0;
  unsigned char bytes_[16] = {};
};

}  // namespace abide::values
