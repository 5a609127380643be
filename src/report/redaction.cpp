#include "report/redaction.h"

#include "diagnostics/catalogue.h"
#include "report/digest.h"
#include "report/hidden_problems.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

namespace abide::report {
namespace {

constexpr std::size_t kPseudonymDigits = 16;
constexpr std::size_t kFingerprintDigits = 32;
constexpr std::size_t kKeyDigits = 8;

// A place without what would tell the length of records.
void Blur(events::Place& place) { place.offset = place.length = 0; }

void Blur(std::optional<events::Place>& place) {
  if (place) Blur(*place);
}

// A finding of a baseline that hid nothing: of which text is whose value it tells nothing, so all
// that come from events go.
void BlankText(json::Json& text) {
  if (!text.is_null()) text = kMark;
}

void BlankPlace(json::Json& record) {
  if (!record.is_object()) return;
  for (const char* name : {"offset", "length"}) {
    if (record.contains(name)) record[name] = 0;
  }
  if (record.contains("sha256")) record["sha256"] = nullptr;
}

void BlankValues(json::Json& values) {
  for (json::Json& window : values["windows"]) {
    BlankText(window["value"]);
    BlankPlace(window["first"]);
    BlankPlace(window["last"]);
  }
  for (json::Json& share : values["shares"]) {
    BlankText(share["least"]);
    BlankText(share["most"]);
  }
  for (const char* name : {"limit", "peak", "peak_most"}) {
    if (values.contains(name)) BlankText(values[name]);
  }
  values.erase("readings");
  values.erase("course");
}

void Blank(json::Json& finding) {
  for (auto& item : finding["about"]) BlankText(item);
  BlankText(finding["message"]);
  finding["due"] = nullptr;
  BlankText(finding["event"]["id"]);
  BlankPlace(finding["event"]);
  BlankValues(finding["values"]);
  for (json::Json& step : finding["evidence"]) {
    BlankText(step["note"]);
    BlankPlace(step);
    if (step.contains("from")) step["from"] = step["until"] = nullptr;
  }
}

}  // namespace

Redaction::Redaction(HiddenFields asked, std::vector<HiddenField> fields, std::string key)
    : hidden_(std::move(asked)), fields_(std::move(fields)), key_(std::move(key)) {
  if (!key_.empty()) hidden_.key = HmacSha256InHex(key_, "abide key").substr(0, kKeyDigits);
  if (key_.empty()) key_ = RandomKey();
  for (const HiddenField& field : fields_) {
    const auto kind = static_cast<std::size_t>(field.kind);
    if (by_kind_.size() <= kind) by_kind_.resize(kind + 1);
    by_kind_[kind].push_back(field);
  }
}

void Redaction::AddTo(events::FieldSelection& selection) const {
  for (const HiddenField& field : fields_) selection.Add(field.kind, field.index);
}

void Redaction::See(const events::Event& event) {
  const auto kind = static_cast<std::size_t>(event.kind);
  if (kind >= by_kind_.size()) return;
  for (const HiddenField& field : by_kind_[kind]) {
    const values::Value& value = event.fields[static_cast<std::size_t>(field.index)];
    if (!field.member || value.is_absent()) {
      secrets_.Add(value, field.how);
      continue;
    }
    for (const values::Value& record : value.elements()) {
      if (!record.is_absent()) secrets_.Add(record.members()[*field.member], field.how);
    }
  }
}

std::string Redaction::Pseudonym(std::string_view value) const {
  return "p-" +
         HmacSha256InHex(key_, std::string("value\n").append(value)).substr(0, kPseudonymDigits);
}

std::string Redaction::Hidden(std::string_view value, Hide how) const {
  return how == Hide::kPseudonym ? Pseudonym(value) : std::string(kMark);
}

std::string Redaction::WithoutSecrets(std::string_view text) const {
  std::string shown;
  std::size_t done = 0;
  for (const Secrets::Span& span : secrets_.FindIn(text)) {
    shown.append(text.substr(done, span.begin - done));
    shown += Hidden(text.substr(span.begin, span.end - span.begin), span.how);
    done = span.end;
  }
  if (done == 0) return std::string(text);
  return shown.append(text.substr(done));
}

// A text that is made of hidden fields and of nothing else.
std::string Redaction::WholeHidden(const std::string& text, Exposed exposed) const {
  if (exposed.how == Hide::kNot) return WithoutSecrets(text);
  if (exposed.how == Hide::kMark) return std::string(kMark);
  if (exposed.is_derived) return Pseudonym(text);
  // The elements of a list each have a pseudonym of their own.
  std::string shown = WithoutSecrets(text);
  return shown == text ? Pseudonym(text) : shown;
}

// One report.
class Redaction::Pass {
 public:
  Pass(const Redaction& redaction, const check::CheckedRules& rules, Report& report)
      : redaction_(redaction),
        rules_(rules),
        report_(report),
        exposure_(ExposureOf(redaction.fields_, rules)) {}

  void Run() {
    for (engine::Finding& finding : report_.findings) HideFinding(finding);
    HideVanished();
    for (WaiverReport& waiver : report_.waivers) {
      for (std::string* text : {&waiver.because, &waiver.by, &waiver.text}) HideText(*text);
    }
    for (auto& [name, value] : report_.parameters) HideText(value);
    for (events::LogSummary& log : report_.logs) {
      log.xxh3_128.clear();
      log.sha256.clear();
    }
    for (ProblemReport& problem : report_.problems) {
      for (ProblemExample& example : problem.examples) {
        example.offset = 0;
        HideText(example.message);
      }
    }
    report_.digests.clear();
    report_.hidden = redaction_.hidden_;
  }

 private:
  void HideText(std::string& text) const { text = redaction_.WithoutSecrets(text); }

  void HideFinding(engine::Finding& finding) {
    const auto index = static_cast<std::size_t>(finding.clause);
    const ClauseExposure& exposure = exposure_.clauses[index];
    finding.fingerprint = FingerprintOf(finding);
    const Exposed of_id = ExposureOfId(finding);
    for (std::size_t i = 0; i < finding.about.size(); ++i) {
      engine::NamedValue& item = finding.about[i];
      if (item.absent) continue;
      // Without `about` it is the event's id, or its time.
      const bool is_id = exposure.about.empty() && item.value == finding.event_id;
      item.value = redaction_.WholeHidden(item.value, i < exposure.about.size() ? exposure.about[i]
                                                      : is_id                   ? of_id
                                                                                : Exposed{});
    }
    if (!finding.event_id.empty()) {
      finding.event_id = redaction_.WholeHidden(finding.event_id, of_id);
    }
    HideMessage(exposure, finding);
    HideQuantities(exposure, finding);
    HideEvidence(exposure, finding);
    Blur(finding.place);
  }

  Exposed ExposureOfId(const engine::Finding& finding) const {
    Exposed exposed;
    const auto kind = rules_.schema.Find(finding.event);
    for (const HiddenField& field : redaction_.fields_) {
      if (kind == field.kind && field.index == events::kIdField) {
        exposed.how = std::max(exposed.how, field.how);
      }
    }
    return exposed;
  }

  // What a hole holds is known: it goes as a whole, however short it is.
  void HideMessage(const ClauseExposure& exposure, engine::Finding& finding) const {
    if (finding.holes.empty()) return;  // the title, or a text without holes
    std::string message;
    std::size_t done = 0;
    for (std::size_t i = 0; i < finding.holes.size(); ++i) {
      const engine::MessageHole& hole = finding.holes[i];
      message += finding.message.substr(done, hole.begin - done);
      const std::string value = finding.message.substr(hole.begin, hole.end - hole.begin);
      message += value == "?" ? value : redaction_.WholeHidden(value, exposure.message[i]);
      done = hole.end;
    }
    message += finding.message.substr(done);
    HideText(message);
    finding.message = std::move(message);
    finding.holes.clear();
  }

  void HideQuantities(const ClauseExposure& exposure, engine::Finding& finding) const {
    for (engine::NamedValue& value : finding.values) {
      if (value.absent || value.name == "ended") continue;
      value.value = exposure.limit ? std::string(kMark) : redaction_.WithoutSecrets(value.value);
    }
    if (exposure.limit) {
      finding.course.clear();
      finding.readings = 0;
    }
    for (engine::Reading& reading : finding.course) {
      HideText(reading.value);
      HideText(reading.limit);
    }
    for (engine::WindowSummary& window : finding.windows) {
      const bool goes = exposure_.quantities.contains(window.text);
      window.value = goes ? std::string(kMark) : redaction_.WithoutSecrets(window.value);
      Blur(window.first);
      Blur(window.last);
    }
    for (engine::ShareFound& share : finding.shares) {
      const bool is_absent = share.least.empty() && share.most.empty();
      if (exposure_.quantities.contains(share.text) && !is_absent) share.least = share.most = kMark;
      HideText(share.least);
      HideText(share.most);
    }
  }

  void HideEvidence(const ClauseExposure& exposure, engine::Finding& finding) const {
    if (exposure.term) finding.due.reset();
    for (engine::EvidenceStep& step : finding.evidence) {
      if (step.role == engine::Role::kPeak && exposure.limit && !step.note.empty()) {
        step.note = kMark;
      } else {
        HideText(step.note);
      }
      // How long was looked is how long the term is; and by how much it was missed tells that, too.
      if (exposure.term) {
        step.from.reset();
        step.until.reset();
        HideMargin(step);
      }
      Blur(step.place);
    }
  }

  // "too late by 3 days" keeps which of the two it was.
  static void HideMargin(engine::EvidenceStep& step) {
    constexpr std::string_view kBy = " by ";
    const std::size_t by = step.note.find(kBy);
    if (step.role != engine::Role::kNearest || by == std::string::npos) return;
    step.note.replace(by + kBy.size(), std::string::npos, kMark);
  }

  // A fingerprint holds a hash of what the finding is about, by which guesses could be tried.
  std::string FingerprintOf(const engine::Finding& finding) {
    if (!redaction_.hidden_.key.empty()) return Keyed(finding.fingerprint);
    return ByPlace(finding.fingerprint, report_.ClauseOf(finding).id, report_.LogOf(finding.place),
                   finding.place.line);
  }

  std::string Keyed(const std::string& fingerprint) const {
    return HmacSha256InHex(redaction_.key_, "finding\n" + fingerprint)
        .substr(0, kFingerprintDigits);
  }

  // The same one for the same one.
  std::string ByPlace(const std::string& fingerprint, const std::string& clause,
                      const std::string& log, std::uint64_t line) {
    const auto [at, is_new] = by_place_.try_emplace(fingerprint);
    if (!is_new) return at->second;
    Sha256 hash;
    hash.Update(fmt::format("{}\n{}\n{}\n{}", clause, log, line,
                            at_place_[std::make_tuple(clause, log, line)]++));
    return at->second = hash.Finish().substr(0, kFingerprintDigits);
  }

  void HideVanished() {
    if (!report_.vanished) return;
    auto blank = std::make_shared<std::vector<json::Json>>(*report_.vanished);
    for (json::Json& finding : *blank) {
      const auto fingerprint = finding.at("fingerprint").get<std::string>();
      const json::Json& event = finding.at("event");
      finding["fingerprint"] =
          redaction_.hidden_.key.empty()
              ? ByPlace(fingerprint, finding.at("clause").get<std::string>(),
                        event.at("log").get<std::string>(), event.at("line").get<std::uint64_t>())
              : Keyed(fingerprint);
      Blank(finding);
    }
    report_.vanished = std::move(blank);
  }

  const Redaction& redaction_;
  const check::CheckedRules& rules_;
  Report& report_;
  const Exposure exposure_;
  std::map<std::string, std::string, std::less<>> by_place_;
  std::map<std::tuple<std::string, std::string, std::uint64_t>, std::uint64_t> at_place_;
};

void Redaction::Apply(const check::CheckedRules& rules, Report& report) const {
  if (hides()) Pass(*this, rules, report).Run();
}

void Redaction::HideLogTexts(const check::CheckedRules& rules,
                             std::vector<events::Problems::Tally>& problems) const {
  if (hides()) HideTextsOfProblems(rules, problems);
}

std::string BaselineFault(const Baseline& baseline, const HiddenFields& hidden) {
  const HiddenFields& before = baseline.hidden;
  if (before.fields.empty()) return {};
  if (hidden.fields.empty()) return "it hides fields, and this report does not";
  if (before.key.empty()) {
    return "it hides fields without a key file, so its findings can't be told apart";
  }
  if (hidden.key.empty()) {
    return "it hides fields with a key file, and this report does so without one, so findings "
           "can't "
           "be told apart";
  }
  if (before.key != hidden.key) return "it hides fields with another key";
  return before.fields == hidden.fields ? std::string() : "it hides other fields";
}

}  // namespace abide::report
