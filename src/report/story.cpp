#include "report/story.h"

#include "report/text_look.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace abide::report {
namespace {

using json::Json;

constexpr std::size_t kStoryColumns = 400;  // of one text of the report
constexpr std::size_t kListedDigits = 12;   // of a fingerprint

const Json& Member(const Json& object, const char* name) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

// Empty if it is no text.
std::string TextIn(const Json& object, const char* name) {
  const Json& member = Member(object, name);
  return member.is_string() ? Shown(member.get_ref<const std::string&>(), kStoryColumns) : "";
}

const Json& ArrayIn(const Json& object, const char* name) {
  static const Json kNone = Json::array();
  const Json& member = Member(object, name);
  return member.is_array() ? member : kNone;
}

// "2023-05-10T01:00:00Z" as "10 May 2023, 01:00:00 UTC"; what has another form as it is.
std::string InWords(const std::string& time) {
  static constexpr std::array<const char*, 12> kMonths = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const auto is_digit = [&](std::size_t i) {
    return std::isdigit(static_cast<unsigned char>(time[i])) != 0;
  };
  if (time.size() < 20 || time[10] != 'T' || time.back() != 'Z' || !is_digit(5) || !is_digit(6) ||
      !is_digit(8) || !is_digit(9)) {
    return time;
  }
  const int month = (time[5] - '0') * 10 + (time[6] - '0');
  const int day = (time[8] - '0') * 10 + (time[9] - '0');
  if (month < 1 || month > 12) return time;
  const std::string clock = time.substr(11, time.size() - 12);
  return fmt::format("{} {} {}{}", day, kMonths[static_cast<std::size_t>(month - 1)],
                     time.substr(0, 4), clock == "00:00:00" ? "" : ", " + clock + " UTC");
}

std::string TimeIn(const Json& object, const char* name) { return InWords(TextIn(object, name)); }

std::string Capitalised(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

// "a training", "an inference".
std::string WithArticle(const std::string& noun) {
  const bool is_vowel =
      !noun.empty() && std::string_view("aeiou").find(noun[0]) != std::string::npos;
  return (is_vowel ? "an " : "a ") + noun;
}

// `call.user`, `call.parts[].name`; neither a cell nor what is calculated.
bool IsPath(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name.substr(i).starts_with("[]")) {
      ++i;
    } else if (std::isalnum(static_cast<unsigned char>(name[i])) == 0 && name[i] != '_' &&
               name[i] != '.') {
      return false;
    }
  }
  return true;
}

// "events.ndjson:17".
std::string PlaceIn(const Json& record) {
  const Json& line = Member(record, "line");
  std::string place = LogText(TextIn(record, "log"));
  if (line.is_number_integer()) place += fmt::format(":{}", line.get<std::int64_t>());
  return place;
}

class Teller {
 public:
  Teller(const Json& report, const Json& finding) : report_(report), finding_(finding) {}

  std::string Tell() {
    TellHead();
    TellEvent();
    TellEvidence();
    TellQuantities();
    TellOutcome();
    const std::string remedy = TextIn(finding_, "remedy");
    const bool is_open = Verdict() == "breach" || Verdict() == "pending";
    if (is_open && !remedy.empty()) {
      Heading("What to do");
      Line(remedy);
    }
    return std::move(text_);
  }

 private:
  std::string Verdict() const { return TextIn(finding_, "verdict"); }

  void Line(const std::string& line) { text_ += "  " + line + '\n'; }
  void Heading(const char* title) { text_ += fmt::format("\n{}\n", title); }

  const Json& Clause() const {
    static const Json kNull;
    const std::string id = TextIn(finding_, "clause");
    const std::string version = TextIn(finding_, "version");
    const Json* found = nullptr;
    for (const Json& clause : ArrayIn(report_, "clauses")) {
      if (TextIn(clause, "id") != id) continue;
      if (found == nullptr || TextIn(clause, "version") == version) found = &clause;
    }
    return found == nullptr ? kNull : *found;
  }

  void TellHead() {
    static constexpr std::array<std::array<const char*, 2>, 5> kHeads = {
        {{"breach", "Breach of"},
         {"pending", "Pending under"},
         {"undetermined", "Undetermined for"},
         {"excused", "Excused under"},
         {"waived", "Waived under"}}};
    const char* head = "Finding of";
    for (const auto& [verdict, words] : kHeads) {
      if (Verdict() == verdict) head = words;
    }
    const Json& clause = Clause();
    text_ += fmt::format("{} {}", head, TextIn(finding_, "clause"));
    const std::string severity = TextIn(finding_, "severity");
    text_ += severity.empty() ? "\n\n" : fmt::format(" ({})\n\n", severity);
    Line(TextIn(clause, "title"));
    const std::string version = TextIn(clause, "version");
    Line(Joined({TextIn(clause, "policy"), version.empty() ? "" : "version " + version,
                 TextIn(clause, "cites"), InForce(Member(clause, "effective"))},
                ", "));
  }

  static std::string InForce(const Json& effective) {
    const std::string from = TimeIn(effective, "from");
    const std::string until = TimeIn(effective, "until");
    std::string text;
    if (!from.empty()) text += " from " + from;
    if (!until.empty()) text += " until " + until;
    return text.empty() ? "" : "in force" + text;
  }

  void TellEvent() {
    const Json& event = Member(finding_, "event");
    Heading("What happened");
    const std::string id = TextIn(event, "id");
    Line(fmt::format("On {} there was {} ({}{}).", TimeIn(finding_, "time"),
                     WithArticle(TextIn(event, "name")), PlaceIn(event),
                     id.empty() ? "" : ", id " + id));
    // Of what is not certain the message is what it would say.
    const std::string message = TextIn(finding_, "message");
    if (message != TextIn(Clause(), "title")) {
      Line(Verdict() == "undetermined" ? "Were it a breach: " + message : message);
    }
    std::string about;
    for (const auto& [name, value] : Member(finding_, "about").items()) {
      const std::string text = value.is_string() ? Shown(value.get_ref<const std::string&>()) : "?";
      about += fmt::format("{}{} {}", about.empty() ? "" : ", ", Shown(name), text);
    }
    if (!about.empty()) Line("It is about " + about + ".");
  }

  void TellEvidence() {
    const Json& evidence = ArrayIn(finding_, "evidence");
    const auto paths = std::count_if(evidence.begin(), evidence.end(), IsSource);
    int path = 0;
    bool has_heading = false;
    for (const Json& step : evidence) {
      const std::string sentence = SentenceOf(step);
      if (sentence.empty()) continue;
      if (!has_heading) Heading("Why");
      has_heading = true;
      if (paths > 1 && IsSource(step)) Line(fmt::format("Path {} of {}:", ++path, paths));
      Line(sentence);
    }
  }

  // Where a lineage path begins.
  static bool IsSource(const Json& step) { return TextIn(step, "role") == "source"; }

  // Empty where there is nothing to add.
  static std::string SentenceOf(const Json& step) {
    const std::string role = TextIn(step, "role");
    const std::string note = TextIn(step, "note");
    const std::string name = TextIn(step, "name");
    const std::string on = "On " + TimeIn(step, "time");
    const std::string at = PlaceIn(step);
    const std::string what = WithArticle(name);
    if (role == "source") return fmt::format("{}, {} made {} ({}).", on, what, note, at);
    if (role == "flow") return fmt::format("{}, {} passed it on: {} ({}).", on, what, note, at);
    if (role == "preceding") return fmt::format("{} there was {} ({}): {}.", on, what, at, note);
    if (role == "gap") return fmt::format("{}, {} stood between ({}): {}.", on, what, at, note);
    if (role == "peak")
      return fmt::format("The most was {}, on {} ({}).", note, TimeIn(step, "time"), at);
    if (role == "nearest") {
      return fmt::format("The nearest {} was that of {} ({}), {}.", name, TimeIn(step, "time"), at,
                         note);
    }
    if (role == "state") {
      return TextIn(step, "time").empty() ? note + "."
                                          : fmt::format("{}, {}: {} ({}).", on, note, what, at);
    }
    if (role == "not_found") {
      return fmt::format("No {} was found{}: {}.", name, LookedIn(step), note);
    }
    if (role == "awaited") {
      // Whatever of its time is over has been looked at.
      const std::string until = TimeIn(step, "until");
      return fmt::format("{} may still come{}: {}.", Capitalised(what),
                         until.empty() ? "" : " until " + until, note);
    }
    return "";
  }

  static std::string LookedIn(const Json& step) {
    const std::string from = TimeIn(step, "from");
    const std::string until = TimeIn(step, "until");
    std::string text;
    if (!from.empty()) text += " from " + from;
    if (!until.empty()) text += " until " + until;
    return text;
  }

  void TellQuantities() {
    const Json& values = Member(finding_, "values");
    const std::string limit = TextIn(values, "limit");
    const Json& windows = ArrayIn(values, "windows");
    const Json& shares = ArrayIn(values, "shares");
    if (limit.empty() && windows.empty() && shares.empty()) return;
    Heading("How much");
    for (const Json& window : windows) TellWindow(window);
    if (!limit.empty()) TellLimit(values, limit);
    for (const Json& share : shares) {
      const std::string least = TextIn(share, "least");
      const std::string most = TextIn(share, "most");
      const std::string how = least.empty() ? "is not known"
                              : least == most
                                  ? "is " + least
                                  : fmt::format("is at least {} and at most {}", least, most);
      Line(fmt::format("The share of {} {}.", TextIn(share, "of"), how));
    }
  }

  void TellWindow(const Json& window) {
    const Json& count = Member(window, "events");
    const std::int64_t events = count.is_number_integer() ? count.get<std::int64_t>() : 0;
    std::string sentence = fmt::format("{} was {}", TextIn(window, "of"), TextIn(window, "value"));
    if (events > 0) {
      const std::string first = PlaceIn(Member(window, "first"));
      sentence += fmt::format(", made of {} from {}",
                              Counted(static_cast<std::uint64_t>(events), "event"), first);
      if (events > 1) sentence += " to " + PlaceIn(Member(window, "last"));
    }
    Line(sentence + ".");
  }

  void TellLimit(const Json& values, const std::string& limit) {
    const std::string peak = TextIn(values, "peak");
    const std::string ended = TimeIn(values, "ended");
    Line(fmt::format("The limit is {}.", limit));
    if (peak.empty()) return;
    std::string more;
    if (values.contains("peak_most")) {
      const std::string most = TextIn(values, "peak_most");
      more = most.empty() ? " or more" : " to " + most;
    }
    Line(fmt::format("It was above until {}; the most was {}{}.",
                     ended.empty() ? "the end of the log" : ended, peak, more));
  }

  void TellOutcome() {
    const std::string due = TimeIn(finding_, "due");
    const std::string excused = TextIn(finding_, "excused_by");
    const Json& waiver = Member(finding_, "waiver");
    std::vector<std::string> lines;
    if (!due.empty()) {
      lines.push_back((Verdict() == "pending" ? "It is due by " : "It was due by ") + due + ".");
    }
    if (!excused.empty()) {
      const std::string cites = TextIn(finding_, "excused_cites");
      lines.push_back(fmt::format("It is no breach, by the exception \"{}\"{}.", excused,
                                  cites.empty() ? "" : " (" + cites + ")"));
    }
    if (waiver.is_number_unsigned()) {
      const Json& all = ArrayIn(report_, "waivers");
      const auto index = waiver.get<std::size_t>();
      if (index < all.size()) {
        lines.push_back(fmt::format("It is waived until {} by {}: {}", TimeIn(all[index], "until"),
                                    TextIn(all[index], "by"), TextIn(all[index], "because")));
      }
    }
    TellMissing(lines);
    if (lines.empty()) return;
    Heading("How it stands");
    for (const std::string& line : lines) Line(line);
  }

  // Fields are what a log leaves out; of all else (a cell, an aggregate, a quotient by zero) there
  // is no value though it may leave out nothing.
  void TellMissing(std::vector<std::string>& lines) const {
    std::string fields, others;
    for (const Json& name : ArrayIn(finding_, "missing")) {
      if (!name.is_string()) continue;
      const auto& text = name.get_ref<const std::string&>();
      std::string& names = IsPath(text) ? fields : others;
      names += (names.empty() ? "" : ", ") + Shown(text);
    }
    if (!fields.empty()) {
      lines.push_back("It can't be decided, for the log does not say: " + fields + ".");
    }
    if (!others.empty()) {
      lines.push_back("It can't be decided, for there is no value of: " + others + ".");
    }
  }

  const Json& report_;
  const Json& finding_;
  std::string text_;
};

}  // namespace

bool IsReport(const Json& tree) { return TextIn(tree, "format") == "abide.report/1"; }

std::vector<const Json*> FindingsNamed(const Json& report, std::string_view name) {
  std::vector<const Json*> found;
  for (const Json& finding : ArrayIn(report, "findings")) {
    if (TextIn(finding, "fingerprint").starts_with(name)) found.push_back(&finding);
  }
  return found;
}

std::string ListOfFindings(const Json& report) {
  std::string text;
  for (const Json& finding : ArrayIn(report, "findings")) {
    text += fmt::format("{}  {}  {}  {}\n", TextIn(finding, "fingerprint").substr(0, kListedDigits),
                        Padded(TextIn(finding, "verdict"), 12), TextIn(finding, "time"),
                        TextIn(finding, "clause"));
  }
  return text;
}

std::string Story(const Json& report, const Json& finding) {
  return Teller(report, finding).Tell();
}

}  // namespace abide::report
