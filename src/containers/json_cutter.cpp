#include "containers/json_cutter.h"

#include <algorithm>

#include "containers/wrapper.h"

namespace abide::containers {
namespace {

// A wrapper's members in front of its list; an object with more is a record.
constexpr std::size_t kJsonHeadBytes = 64 << 10;
// One behind it, but for the objects and lists in it.
constexpr std::size_t kRestBytes = 64 << 10;

}  // namespace

void JsonCutter::Begin(std::uint64_t offset) {
  state_ = State::kBetween;
  at_ = begin_ = offset;
  is_scalar_ = is_left_out_ = in_list_ = in_wrapper_ = wants_comma_ = had_comma_ = told_mixed_ =
      false;
}

std::uint64_t JsonCutter::needed() const {
  switch (state_) {
    case State::kHead:
    case State::kAfter:
      return begin_;
    case State::kValue:
      return is_left_out_ ? at_ : begin_;
    default:
      return at_;
  }
}

void JsonCutter::Add(Piece::Kind kind, std::uint64_t offset, std::uint64_t length,
                     std::string_view what) {
  pieces_->push_back({kind, offset, length, what});
}

void JsonCutter::Look(std::string_view text, std::uint64_t offset, std::vector<Piece>& pieces) {
  text_ = text;
  offset_ = offset;
  pieces_ = &pieces;
  while (!is_at_end() && Step()) {
  }
}

std::string_view JsonCutter::Finish(std::string_view text, std::uint64_t offset,
                                    std::vector<Piece>& pieces) {
  is_last_ = true;
  Look(text, offset, pieces);
  is_last_ = false;
  switch (state_) {
    case State::kValue:
      if (!is_scalar_) return scan_.in_string() ? "inside a text" : "inside a record";
      return in_list_ ? "inside a list of records" : "inside a text";
    case State::kList:
      return "inside a list of records";
    case State::kAfter:
    case State::kAside:
    case State::kRest:
      return "inside the object that holds the records";
    default:
      return {};
  }
}

void JsonCutter::SkipBlanks() {
  while (!is_at_end() && IsBlank(byte())) ++at_;
}

bool JsonCutter::Step() {
  switch (state_) {
    case State::kBetween:
      return BeginDocument();
    case State::kHead:
      return ReadHead();
    case State::kList:
      return BeginElement();
    case State::kValue:
      return ReadValue();
    case State::kAfter:
      return ReadAfter();
    case State::kAside:
      return SkipAside();
    case State::kRest: {
      const std::size_t end = scan_.FindEnd(From(at_));
      const bool is_closed = end != std::string_view::npos;
      at_ = is_closed ? at_ + end : offset_ + text_.size();
      if (is_closed) state_ = State::kBetween;
      return true;
    }
  }
  return false;
}

bool JsonCutter::BeginDocument() {
  SkipBlanks();
  if (is_at_end()) return false;
  in_list_ = in_wrapper_ = false;
  switch (byte()) {
    case '{':
      begin_ = at_;
      state_ = State::kHead;
      return true;
    case '[':
      BeginList(at_);
      return true;
    case ',':
    case ':':
    case ']':
    case '}':
      Fault("expected a record");
      ++at_;
      return true;
    default:
      BeginValue(State::kValue);
      return true;
  }
}

bool JsonCutter::ReadHead() {
  const std::string_view sight = From(begin_).substr(0, sight_);
  const std::string_view text = sight.substr(0, kJsonHeadBytes);
  const WrapperPart head = ReadWrapperHead(text, rule_);
  const bool is_undecided = head.kind == WrapperPart::Kind::kNeedsMore;
  if (is_undecided && !is_last_ && text.size() < kJsonHeadBytes) return false;
  const bool has_list = head.kind == WrapperPart::Kind::kList;
  const WrapperBehind behind =
      has_list ? LookBehindList(sight, head.at, rule_) : WrapperBehind::kRecord;
  if (behind == WrapperBehind::kRecord) {
    at_ = begin_;
    BeginValue(State::kValue);
    return true;
  }
  const bool is_in_sight = behind == WrapperBehind::kWrapper;
  if (!is_in_sight && !is_last_ && sight.size() < sight_) return false;
  in_wrapper_ = true;
  told_mixed_ = false;
  AddNotes(head);
  BeginList(begin_ + head.at);
  return true;
}

void JsonCutter::BeginList(std::uint64_t bracket) {
  state_ = State::kList;
  at_ = bracket + 1;
  in_list_ = true;
  wants_comma_ = had_comma_ = false;
}

void JsonCutter::BeginAfter() {
  state_ = State::kAfter;
  begin_ = at_;
  in_list_ = false;
}

bool JsonCutter::BeginElement() {
  SkipBlanks();
  if (is_at_end()) return false;
  const char c = byte();
  if (c == ']') {
    if (had_comma_) Fault("expected a record");
    ++at_;
    if (in_wrapper_) {
      BeginAfter();
    } else {
      state_ = State::kBetween;
    }
    return true;
  }
  if (c == ',') {
    if (!wants_comma_) Fault("expected a record");
    wants_comma_ = false;
    had_comma_ = true;
    ++at_;
    return true;
  }
  if (c == '}' || c == ':') {
    Fault("expected `,` or `]`");
    ++at_;
    return true;
  }
  if (wants_comma_) Fault("expected `,` or `]`");
  BeginValue(State::kValue);
  return true;
}

void JsonCutter::BeginValue(State state) {
  state_ = state;
  begin_ = at_;
  is_left_out_ = false;
  const char c = byte();
  is_scalar_ = c != '{' && c != '[';
  scan_.Begin(0);
}

// Of a scalar where a record has to be: up to what may stand behind it. One that is too long is cut
// behind the most that it may have, wherever what was shown ends.
std::size_t JsonCutter::FindScalarEnd(std::string_view text) const {
  const bool is_cut = text.size() > record_bytes_;
  text = text.substr(0, record_bytes_ + 1);
  std::size_t at = 1;
  if (text.front() == '"') {
    while (at < text.size() && text[at] != '"' && text[at] != '\n') at += text[at] == '\\' ? 2 : 1;
    if (at < text.size()) return text[at] == '"' ? at + 1 : at;
  } else {
    at = text.find_first_of(in_list_ ? ",]{[\n" : "{[\n", 1);
    if (at != std::string_view::npos) return at;
  }
  return is_last_ || is_cut ? text.size() : std::string_view::npos;
}

bool JsonCutter::ReadValue() {
  std::uint64_t end = 0;
  if (is_scalar_) {
    const std::size_t found = FindScalarEnd(From(begin_));
    if (found == std::string_view::npos) return false;
    end = begin_ + found;
  } else {
    const std::size_t found = scan_.FindEnd(From(at_));
    if (found == std::string_view::npos) {
      at_ = offset_ + text_.size();
      if (at_ - begin_ > record_bytes_ && !is_left_out_) {
        Add(Piece::Kind::kTooLong, begin_, 0, {});
        is_left_out_ = true;
      }
      return false;
    }
    end = at_ + found;
  }
  at_ = end;
  const std::uint64_t length = end - begin_;
  if (length > record_bytes_) {
    if (!is_left_out_) Add(Piece::Kind::kTooLong, begin_, 0, {});
  } else {
    Add(Piece::Kind::kRecord, begin_, length, {});
  }
  is_left_out_ = false;
  wants_comma_ = true;
  had_comma_ = false;
  state_ = in_list_ ? State::kList : State::kBetween;
  return true;
}

bool JsonCutter::ReadAfter() {
  const std::string_view text = From(begin_).substr(0, kRestBytes);
  const WrapperPart rest = ReadWrapperRest(text, rule_);
  const bool is_undecided = rest.kind == WrapperPart::Kind::kNeedsMore;
  if (is_undecided && text.size() < kRestBytes) return false;
  AddNotes(rest);
  switch (rest.kind) {
    case WrapperPart::Kind::kClosed:
      at_ = begin_ + rest.at;
      state_ = State::kBetween;
      break;
    case WrapperPart::Kind::kList:
      BeginList(begin_ + rest.at);
      break;
    case WrapperPart::Kind::kNested:
      at_ = begin_ + rest.at;
      scan_.Begin(0);
      state_ = State::kAside;
      break;
    case WrapperPart::Kind::kScalar:
      at_ = begin_ + rest.at;
      BeginAfter();
      break;
    default:
      // Up to the bracket that closes the wrapper.
      at_ = begin_ + (is_undecided ? 0 : rest.at);
      Fault(is_undecided ? "expected a shorter member" : "expected `,` or `}`");
      scan_.Begin(1);
      state_ = State::kRest;
  }
  return true;
}

bool JsonCutter::SkipAside() {
  const std::size_t end = scan_.FindEnd(From(at_));
  const bool is_closed = end != std::string_view::npos;
  at_ = is_closed ? at_ + end : offset_ + text_.size();
  if (is_closed) BeginAfter();
  return true;
}

// Of the members that begin at `begin_`.
void JsonCutter::AddNotes(const WrapperPart& part) {
  for (const std::string_view name : part.more_pages) {
    Add(Piece::Kind::kMorePages, begin_, 0, name);
  }
  if (part.marks_record && !told_mixed_) {
    Add(Piece::Kind::kMixed, begin_, 0,
        "an object around a list of records, with members of a record behind it");
    told_mixed_ = true;
  }
  if (part.fault) Add(Piece::Kind::kFault, begin_ + *part.fault, 0, "expected a value");
}

}  // namespace abide::containers
