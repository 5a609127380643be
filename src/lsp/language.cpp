#include "lsp/language.h"

#include <algorithm>
#include <array>

namespace abide::lsp {
namespace {

constexpr std::array kFunctions = {
    Function{"size", "size(list)", "How many elements a list has."},
    Function{"lower", "lower(text)", "The text in lower case."},
    Function{"capture", "capture(text, /regex/)",
             "The part of the text that the first group matched; absent without a match."},
    Function{"hour", "hour(time, zone?)", "0 to 23, in UTC or the zone that is named."},
    Function{"weekday", "weekday(time, zone?)",
             R"("monday" to "sunday", in UTC or the zone that is named.)"},
    Function{"date", "date(time, zone?)",
             "The time at which the day begins, in UTC or the zone that is named."},
    Function{"epoch_seconds", "epoch_seconds(number)", "The time so many seconds after 1970."},
    Function{"epoch_millis", "epoch_millis(number)", "The time so many milliseconds after 1970."},
    Function{"epoch_nanos", "epoch_nanos(number)", "The time so many nanoseconds after 1970."},
    Function{"time", "time(text, zone?)",
             "A time from ISO 8601 text; with a zone, text that has none is local time there."},
    Function{"number", "number(text)", "A number from text."},
    Function{"string", "string(value)", "Text from a number, a time or a duration."},
    Function{"json", "json(text)", "The value of JSON text inside a JSON string.", true},
    Function{"base64", "base64(text)", "The text that is encoded so.", true},
    Function{"entries", "entries(record)", "The members of a record, as a list of `{key, value}`.",
             true},
    Function{"attribute", "attribute(list, key)",
             "The value of that key in a list of `{key, value}` pairs, as OTLP writes them.", true},
    Function{"known", "known(value, word…)",
             "The value, but absent if it is blank text or one of the words by which the log says "
             "that it does not know.",
             true},
    Function{"dotnet_ticks", "dotnet_ticks(number)",
             "The time so many times 100 nanoseconds after the year 1, as .NET writes times.",
             true},
    Function{"count", "count(pattern)",
             "How many events that match came before this one, itself included."},
    Function{"sum", "sum(value of pattern)", "The sum of a value over events that match."},
    Function{"min", "min(value of pattern)", "The least value over events that match."},
    Function{"max", "max(value of pattern)", "The greatest value over events that match."},
    Function{"average", "average(value of pattern)", "The mean of a value over events that match."},
    Function{"distinct", "distinct(value of pattern)",
             "How many different values events that match have."},
    Function{"latest", "latest(value of pattern)", "The value of the latest event that matches."},
    Function{"earliest", "earliest(value of pattern)",
             "The value of the earliest event that matches."},
    Function{"share", "share(artifacts from pattern)",
             "How much of the artifacts derives from events that match, from 0 to 1."},
};

constexpr std::array kKeywords = {
    Keyword{"about", "What a finding is about: its subject, by which findings are told apart."},
    Keyword{"after",
            "`after P require Q within D`: Q has to follow. `after P forbid Q`: Q may not "
            "follow."},
    Keyword{"and", "Both; unknown if one is unknown and none is false."},
    Keyword{"any", "`any x in LIST: condition`: at least one element meets it."},
    Keyword{"around", "`around P require Q within D`: Q before or behind P."},
    Keyword{"artifact", "A type: the name of something that data flows into and out of."},
    Keyword{"as",
            "`as of TIME`: the row of a table that was valid then; in a test the time at "
            "which one looks."},
    Keyword{"at", "`starts on P at KEYS`: which keys of a state the event changes."},
    Keyword{"because", "Why a waiver is given."},
    Keyword{"before", "`before P require Q`: Q has to come first."},
    Keyword{"boolean", "A type: true or false."},
    Keyword{"by", "Who publishes a policy, or gives a waiver."},
    Keyword{"cites", "Which part of which document the clause stands for."},
    Keyword{"contains", "`text contains \"part\"`."},
    Keyword{"derives", "`x derives from P`: data of an event that matches P went into x."},
    Keyword{"duration", "A type: a length of time."},
    Keyword{"each",
            "`each month`: a limit over the periods of the calendar; `for each earlier P`: "
            "a duty for each."},
    Keyword{"earlier", "`for each earlier P`: for each event that came before."},
    Keyword{"effective",
            "`effective 2026-01-01 until 2027-01-01`: since when it holds, and to when "
            "(exclusive)."},
    Keyword{"else", "`x else y`: y where x is absent."},
    Keyword{"ends", "`ends with \"text\"`; in a state: `ends on P at KEYS`."},
    Keyword{"every", "`every x in LIST: condition`: all elements meet it."},
    Keyword{"flow", "`flow inputs -> output`: data goes from one field's artifacts to another's."},
    Keyword{"for", "`for each earlier P`; in a source `for x in .list`; `[f(x) for x in list]`."},
    Keyword{"forbid", "`forbid P`: an event that matches is a breach."},
    Keyword{"from", "Where a table, a list, data or a share comes from."},
    Keyword{"given", "In a test: rows and values in place of those of the tables and parameters."},
    Keyword{"has", "`has x`: the field is there. Asking makes silence an answer."},
    Keyword{"ignoring", "`ignoring case`: capital letters count as small ones."},
    Keyword{"in", "`x in LIST`, `[x, y] in TABLE`, `ip in network \"10.0.0.0/8\"`."},
    Keyword{"limit", "`limit X to N per KEYS over D`: a value over a window may not pass N."},
    Keyword{"list", "A type, `list of string`; a declaration, `list names = […]`."},
    Keyword{"matches", "`text matches /regex/` (RE2)."},
    Keyword{"message", "What a finding says; `{field}` puts a value in."},
    Keyword{"network", "`ip in network \"10.0.0.0/8\"`."},
    Keyword{"not", "The opposite; unknown stays unknown."},
    Keyword{"number", "A type: an exact decimal number."},
    Keyword{"of", "What is counted, of which type, of which clause, as of when."},
    Keyword{"on", "`starts on P`: the event that changes a state."},
    Keyword{"one", R"(`one of "a", "b"`: a type with these values.)"},
    Keyword{"or", "At least one; unknown if one is unknown and none is true."},
    Keyword{"over", "`over 24 hours`: the window of a limit, which moves with each event."},
    Keyword{"per", "`per user`: a limit is counted for each of these apart."},
    Keyword{"preceded", "`preceded by (P)`: such an event came before."},
    Keyword{"remedy", "What to do about a breach."},
    Keyword{"replacing", "`flow a -> b replacing`: what b held is gone."},
    Keyword{"require", "What has to be there."},
    Keyword{"seen", "The source was tried on real records."},
    Keyword{"severity", "info, low, medium, high or critical."},
    Keyword{"since", "`with no R since`: none came between."},
    Keyword{"starts", "`starts with \"text\"`; in a state: `starts on P at KEYS`."},
    Keyword{"string", "A type: text."},
    Keyword{"tags", "Words by which clauses are grouped."},
    Keyword{"time", "A type: an instant. Every event has the field `time`."},
    Keyword{"to", "`limit X to N`: the most that is allowed."},
    Keyword{"unless", "`unless \"label\" condition`: an exception, by which a breach is excused."},
    Keyword{"until", "To when something holds, exclusive."},
    Keyword{"url", "Where the document can be read."},
    Keyword{"valid", R"(`valid "from" until "until"`: the columns that say when a row holds.)"},
    Keyword{"version", "Which version of the document it is."},
    Keyword{"weighed", "`weighed by FIELD`: how much of each, for shares."},
    Keyword{"when", "In a source: which records become this event."},
    Keyword{"where", "Which events, by a condition on their fields."},
    Keyword{"with", "`with no R since`: none came between."},
    Keyword{"within", "`within 30 days`: how far apart at most."},
};

constexpr std::array kBeginnings = {
    Beginning{"clause", "A norm, with what it cites and says.",
              "clause ${1:name} \"${2:What it says in plain words}\"\n"
              "  cites    \"${3:section}\"\n"
              "  severity ${4|medium,info,low,high,critical|}\n"
              "  forbid   ${5:event} where ${6:condition}\n"
              "  message  \"${7:what happened}\"\n"
              "  remedy   \"${8:what to do}\"\n"},
    Beginning{"define", "A condition or a pattern under a name.",
              "define ${1:name} = ${2:event} where ${3:condition}\n"},
    Beginning{"event", "A kind of event and its fields.",
              "event ${1:name} \"${2:What it is}\"\n  ${3:field} ${4:string}\n"},
    Beginning{"import", "The declarations of another file.", "import \"${1:vocabulary.abide}\"\n"},
    Beginning{"list", "Values under a name.", "list ${1:name} = [${2}]\n"},
    Beginning{"parameter", "A value that the command line can set.",
              "parameter ${1:name} = ${2:1}\n"},
    Beginning{"permit", "A permission: a clause is not breached where it holds.",
              "permit ${1:policy/clause} where ${2:condition}\n  cites \"${3:section}\"\n"},
    Beginning{"policy", "The document whose clauses the file holds, and since when it is in force.",
              "policy ${1:publisher.name} \"${2:Title}\"\n  effective ${3:2026-01-01}\n"},
    Beginning{"source", "How the records of a log become events.",
              "source ${1:name} \"${2:Which log it is}\"\n"
              "  event ${3:call} when has ${4:.id}\n    time = ${5:time(.time)}\n"},
    Beginning{"state", "What holds from one event to another.",
              "state ${1:name}(${2:key})\n  starts on ${3:event} at ${4:event.key}\n"
              "  ends   on ${5:event} at ${6:event.key}\n"},
    Beginning{"table", "Facts in a CSV file.",
              "table ${1:name} from \"${2:facts.csv}\" key \"${3:column}\"\n"},
    Beginning{"test", "Events, and what a clause makes of them.",
              "test \"${1:what it shows}\" of ${2:clause}\n"
              "  ${3:2026-01-01T09:00Z} ${4:event} { ${5} } => ${6|breach,kept,pending,excused,"
              "undetermined,waived|}\n"},
    Beginning{"waive", "Breaches of a clause that somebody lets pass, until a day.",
              "waive ${1:policy/clause} where ${2:condition}\n"
              "  until ${3:2026-12-31} because \"${4:why}\" by \"${5:who}\"\n"},
};

}  // namespace

std::span<const Function> Functions() { return kFunctions; }
std::span<const Keyword> Keywords() { return kKeywords; }
std::span<const Beginning> Beginnings() { return kBeginnings; }

const Function* FindFunction(std::string_view name) {
  const auto* const it = std::find_if(kFunctions.begin(), kFunctions.end(),
                                      [&](const Function& each) { return each.name == name; });
  return it == kFunctions.end() ? nullptr : it;
}

const Keyword* FindKeyword(std::string_view word) {
  if (word == "derive") word = "derives";
  const auto* const it = std::find_if(kKeywords.begin(), kKeywords.end(),
                                      [&](const Keyword& each) { return each.word == word; });
  return it == kKeywords.end() ? nullptr : it;
}

}  // namespace abide::lsp
