// Reports that can leave the company: values of chosen fields are hidden in the one value that all
// forms are made of (report.h), so that no writer has to know of it.
//
// While logs are read every value of a hidden field is noted (secrets.h). Then each text of the
// report that comes from events is hidden in two ways: where the rules say that it is made of a
// hidden field (exposure.h), it goes as a whole; everywhere else what repeats a value goes, also
// within longer texts. What else would tell a value, or let a guess be tried, goes too: hashes of
// records and logs, their offsets and lengths; a fingerprint is made anew. Messages of problems
// quote what could not be read, whose field nobody knows: they keep names of the rules only.
//
// What stays: texts of rules (titles, declarations, citations), names of files, events and fields,
// times, lines, verdicts and counts. README.md says what that means.
#pragma once

#include "check/checked_rules.h"
#include "diagnostics/expected.h"
#include "events/event.h"
#include "report/baseline.h"
#include "report/exposure.h"
#include "report/report.h"
#include "report/secrets.h"

#include <string>
#include <string_view>
#include <vector>

namespace abide::report {

// What stands for a value that is redacted.
inline constexpr std::string_view kMark = "[redacted]";

// The shortest key that is taken, in bytes.
inline constexpr std::size_t kLeastKey = 16;

class Redaction {
 public:
  Redaction() = default;  // hides nothing
  // `asked` without its key; `fields` are what its names lead to. `key` as its file holds it, or
  // empty: then pseudonyms hold for one report only, and fingerprints go by place.
  Redaction(HiddenFields asked, std::vector<HiddenField> fields, std::string key);

  bool hides() const { return !fields_.empty(); }
  // What the report says of it.
  const HiddenFields& hidden() const { return hidden_; }
  // The fields whose values have to be read.
  void AddTo(events::FieldSelection& selection) const;
  // Notes the event's values of hidden fields: O(1) for each that is known.
  void See(const events::Event& event);
  // What is not a name of the rules goes out of the messages.
  void HideLogTexts(const check::CheckedRules& rules,
                    std::vector<events::Problems::Tally>& problems) const;
  // All of a report on `rules`; what has vanished stood in a baseline that hid nothing, and keeps
  // clause, time, place and verdict. Cost: a pass over the texts of the report.
  void Apply(const check::CheckedRules& rules, Report& report) const;

 private:
  class Pass;

  std::string Pseudonym(std::string_view value) const;
  std::string Hidden(std::string_view value, Hide how) const;
  std::string WithoutSecrets(std::string_view text) const;
  std::string WholeHidden(const std::string& text, Exposed exposed) const;

  HiddenFields hidden_;
  std::vector<HiddenField> fields_;
  std::vector<std::vector<HiddenField>> by_kind_;
  std::string key_;  // of pseudonyms
  Secrets secrets_;
};

// Why a baseline can't be compared with a report that hides what `hidden` says; empty if it can.
// One that hides nothing can be compared before the report is hidden.
std::string BaselineFault(const Baseline& baseline, const HiddenFields& hidden);

}  // namespace abide::report
