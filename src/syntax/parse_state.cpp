#include "syntax/parse_state.h"

#include <algorithm>
#include <utility>

#include "syntax/lexemes.h"
#include "syntax/literals.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;
using Kind = Wanted::Kind;

constexpr std::size_t kMaxProblems = 64;

}  // namespace

ParseState::ParseState(FileId file, std::string_view text, std::uint32_t offset)
    : file_(file),
      begin_(text.data()),
      end_(text.data() + text.size()),
      offset_(offset),
      last_token_(begin_),
      farthest_(begin_),
      farthest_before_(begin_) {}

ParseState::ParseState(FileId file, std::string_view text, std::span<const std::uint32_t> offsets)
    : ParseState(file, text, 0) {
  offsets_ = offsets;
}

Span ParseState::SpanOf(const char* first, const char* last) const {
  const auto from = static_cast<std::size_t>(first - begin_);
  const auto to = static_cast<std::size_t>(last - begin_);
  if (!offsets_.empty()) return {file_, offsets_[from], offsets_[to]};
  return {file_, offset_ + static_cast<std::uint32_t>(from),
          offset_ + static_cast<std::uint32_t>(to)};
}

std::string_view ParseState::TextOf(Span span) const {
  return Between(begin_ + (span.begin - offset_), begin_ + (span.end - offset_));
}

const char* ParseState::Skip(const char* at) {
  if (at != skipped_from_) {
    skipped_from_ = at;
    skipped_to_ = SkipBlanks(at, end_);
  }
  return skipped_to_;
}

void ParseState::Accept(const char*& first, const char* token, const char* after) {
  last_token_ = token;
  first = after;
  if (!recording_ || token >= farthest_) return;
  // What an alternative that was given up had read gives way.
  while (!tokens_.empty() && tokens_.back().data() >= token) tokens_.pop_back();
  tokens_.push_back(Between(token, after));
}

bool ParseState::Fail(const char* before, const char* at, Wanted expectation) {
  if (!recording_) {
    if (at > farthest_) {
      farthest_ = at;
      farthest_before_ = before;
    }
    return false;
  }
  if (at != farthest_) return false;
  if (label != nullptr && label_start == at) expectation = {Kind::kLabel, label};
  if (std::find(expected_.begin(), expected_.end(), expectation) == expected_.end()) {
    expected_.push_back(expectation);
  }
  if (open_brackets.size() > open_at_farthest_.size()) open_at_farthest_ = open_brackets;
  return false;
}

bool ParseState::Expects(Kind kind, std::string_view text) const {
  return std::any_of(expected_.begin(), expected_.end(),
                     [&](const Wanted& one) { return one.kind == kind && one.text == text; });
}

void ParseState::StartRecording() {
  recording_ = true;
  problems_.clear();
  depth_ = 0;
  chain_ = {};
  open_brackets.clear();
  label_start = nullptr;
  label = nullptr;
}

bool ParseState::ReadWord(const char*& first, const char* word) {
  const char* const at = Skip(first);
  // Most words are not there: their first character tells.
  const bool may_be = at != end_ && *at == *word;
  const char* const behind = may_be ? MatchWord(at, end_, word) : nullptr;
  if (behind == nullptr) return Fail(first, at, {Kind::kWord, word});
  Accept(first, at, behind);
  return true;
}

bool ParseState::ReadSign(const char*& first, const char* sign) {
  const char* const at = Skip(first);
  if (at == end_ || *at != *sign) return Fail(first, at, {Kind::kSign, sign});
  const std::string_view text = sign;
  const bool there = Between(at, end_).substr(0, text.size()) == text &&
                     (text != "=" || MatchEquals(at, end_) != nullptr);
  if (!there) return Fail(first, at, {Kind::kSign, sign});
  Accept(first, at, at + text.size());
  return true;
}

bool ParseState::ReadMinus(const char*& first, const char* sign) {
  const char* const at = Skip(first);
  const char* const behind = MatchMinus(begin_, at, end_);
  if (behind == nullptr) return Fail(first, at, {Kind::kSign, sign});
  Accept(first, at, behind);
  return true;
}

bool ParseState::ReadName(const char*& first, const NameShape& shape, Name& name) {
  const char* const at = Skip(first);
  const char* const behind = shape.match(at, end_);
  if (behind == nullptr) return Fail(first, at, {Kind::kLabel, shape.label});
  name = {std::string(at, behind), SpanOf(at, behind)};
  Accept(first, at, behind);
  return true;
}

bool ParseState::ReadString(const char*& first, Text& text) {
  const char* const at = Skip(first);
  const char* const behind = MatchString(at, end_);
  if (behind == nullptr) return Fail(first, at, {Kind::kLabel, "a string"});
  std::size_t bad_escape = 0;
  text = {Unescape(Between(at, behind), bad_escape, nullptr), SpanOf(at, behind)};
  if (bad_escape != 0) {
    const char* const escape = at + bad_escape;
    const char* const escape_end = std::find(escape, behind, '}') + 1;
    AddProblem(Code::kNoSuchCharacter, SpanOf(escape, escape_end),
               {Excerpt(Between(escape, escape_end))});
  }
  Accept(first, at, behind);
  return true;
}

bool ParseState::ReadRegex(const char*& first, RegexLiteral& regex) {
  const char* const at = Skip(first);
  const char* const behind = MatchRegex(at, end_);
  if (behind == nullptr) {
    return Fail(first, at, {Kind::kLabel, "a regular expression such as `/^gpt-/`"});
  }
  regex.ignoring_case = behind[-1] == 'i';
  regex.pattern.assign(at + 1, behind - (regex.ignoring_case ? 2 : 1));
  regex.span = SpanOf(at, behind);
  std::string reason;
  if (!IsRegex(regex, reason)) AddProblem(Code::kBadRegex, regex.span, {reason});
  Accept(first, at, behind);
  return true;
}

bool ParseState::ReadTime(const char*& first, TimeLiteral& time) {
  const char* const at = Skip(first);
  const char* const behind = MatchTime(at, end_);
  if (behind == nullptr) return Fail(first, at, {Kind::kLabel, "a time such as `2023-08-28`"});
  time.span = SpanOf(at, behind);
  const auto instant = values::ParseInstant(Between(at, behind));
  if (instant) {
    time.value = *instant;
  } else {
    AddProblem(Code::kNoSuchTime, time.span, {Excerpt(Between(at, behind))});
  }
  Accept(first, at, behind);
  return true;
}

bool ParseState::ReadNumber(const char*& first, values::Decimal& number) {
  const char* const at = Skip(first);
  const char* const behind = MatchNumber(at, end_);
  if (behind == nullptr) return Fail(first, at, {Kind::kLabel, "a number"});
  const auto value = NumberOf(Between(at, behind));
  if (value) {
    number = *value;
  } else {
    AddProblem(Code::kNumberRange, SpanOf(at, behind), {Excerpt(Between(at, behind))});
  }
  Accept(first, at, behind);
  return true;
}

bool ParseState::ReadDuration(const char*& first, values::Duration& duration) {
  const char* const at = Skip(first);
  const char* const behind = MatchDuration(at, end_);
  if (behind == nullptr) return Fail(first, at, {Kind::kLabel, "a duration such as `30 days`"});
  const auto value = DurationOf(Between(at, behind));
  if (value) {
    duration = *value;
  } else {
    AddProblem(Code::kBadDuration, SpanOf(at, behind), {Excerpt(Between(at, behind))});
  }
  Accept(first, at, behind);
  return true;
}

bool ParseState::ReadEnd(const char*& first) {
  const char* const at = Skip(first);
  if (at != end_) return Fail(first, at, {Kind::kLabel, "the end of the declaration"});
  first = at;
  return true;
}

bool ParseState::ReadAdjacentSign(const char*& first, const char* sign) {
  if (first == end_ || *first != *sign) return Fail(first, first, {Kind::kSign, sign});
  const std::string_view text = sign;
  if (Between(first, end_).substr(0, text.size()) != text) {
    return Fail(first, first, {Kind::kSign, sign});
  }
  Accept(first, first, first + text.size());
  return true;
}

bool ParseState::ReadAdjacentKey(const char*& first, Name& name) {
  const char* const behind = MatchKey(first, end_);
  if (behind == nullptr) return Fail(first, first, {Kind::kLabel, "a key"});
  name = {std::string(first, behind), SpanOf(first, behind)};
  Accept(first, first, behind);
  return true;
}

bool ParseState::ReadNoString(const char*& first) {
  const char* const at = Skip(first);
  if (MatchString(at, end_) != nullptr) return Fail(first, at, {Kind::kLabel, "a list"});
  return true;
}

bool ParseState::ReadNoAsOf(const char*& first) {
  const char* const as = MatchWord(Skip(first), end_, "as");
  return as == nullptr || MatchWord(Skip(as), end_, "of") == nullptr;
}

void ParseState::Enter() {
  if (depth_ == kMaxDepth) throw NestingTooDeep{last_token_};
  ++depth_;
}

void ParseState::CountOperation() {
  ++chain_.operations;
  if (chain_.operations + chain_.longest_inside > kMaxOperations) throw ChainTooLong{last_token_};
}

ParseState::Chain ParseState::BeginChain() { return std::exchange(chain_, Chain{}); }

void ParseState::EndChain(Chain outer) {
  const int inside = chain_.operations + chain_.longest_inside;
  chain_ = outer;
  chain_.longest_inside = std::max(chain_.longest_inside, inside);
  if (chain_.operations + chain_.longest_inside > kMaxOperations) throw ChainTooLong{last_token_};
}

diagnostics::Diagnostic& ParseState::AddProblem(Code code, Span span,
                                                std::vector<std::string> arguments) {
  return AddProblem({code, span, std::move(arguments), {}, {}, {}});
}

diagnostics::Diagnostic& ParseState::AddProblem(diagnostics::Diagnostic problem) {
  for (diagnostics::Diagnostic& known : problems_) {
    if (known.code == problem.code && known.where == problem.where) return known;
  }
  if (problems_.size() == kMaxProblems) return dropped_problem_;
  return problems_.emplace_back(std::move(problem));
}

void ParseState::AddFailure(diagnostics::Diagnostic failure) {
  const Span* const place = std::get_if<Span>(&failure.where);
  std::erase_if(problems_, [&](const diagnostics::Diagnostic& problem) {
    const Span* const where = std::get_if<Span>(&problem.where);
    return problem.code == Code::kMissingPart || place == nullptr || where == nullptr ||
           where->begin >= place->begin;
  });
  AddProblem(std::move(failure));
}

}  // namespace abide::syntax
