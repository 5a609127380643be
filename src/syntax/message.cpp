#include "syntax/message.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "syntax/declarations_grammar.h"
#include "syntax/explain.h"
#include "syntax/literals.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;

class MessageReader {
 public:
  MessageReader(const Text& text, ParseState& state) : state_(state) {
    std::size_t bad_escape = 0;
    content_ = Unescape(state.TextOf(text.span), bad_escape, &offsets_);
    for (std::uint32_t& offset : offsets_) offset += text.span.begin;
    message_.span = text.span;
  }

  Message Read() {
    while (at_ < content_.size() && ReadPiece()) {
    }
    FlushText();
    return std::move(message_);
  }

 private:
  // False where reading can't go on.
  bool ReadPiece() {
    const char c = content_[at_];
    const bool doubled = at_ + 1 < content_.size() && content_[at_ + 1] == c;
    if ((c == '{' || c == '}') && doubled) {
      text_.push_back(c);
      at_ += 2;
      return true;
    }
    if (c == '{') return ReadHole();
    if (c == '}') {
      state_.AddProblem(Code::kLoneBrace, SpanOf(at_, at_ + 1));
      return false;
    }
    text_.push_back(c);
    ++at_;
    return true;
  }

  bool ReadHole() {
    const std::size_t begin = at_ + 1;
    ParseState hole(state_.file(), std::string_view(content_).substr(begin),
                    std::span<const std::uint32_t>(offsets_).subspan(begin));
    ExprPtr expr;
    const char* first = hole.begin();
    const auto parse = [&](ParseState& state) {
      first = state.begin();
      return ParseHole(state, first, expr) && state.ReadSign(first, "}");
    };
    const bool found = ParseOrExplain(hole, parse);
    if (!hole.problems().empty()) {
      for (diagnostics::Diagnostic& problem : hole.problems())
        state_.AddProblem(std::move(problem));
    }
    if (!found) return false;
    FlushText();
    message_.pieces.emplace_back(std::move(expr));
    at_ = begin + static_cast<std::size_t>(first - hole.begin());
    return true;
  }

  void FlushText() {
    if (!text_.empty()) message_.pieces.emplace_back(std::exchange(text_, {}));
  }
  Span SpanOf(std::size_t first, std::size_t last) const {
    return {message_.span.file, offsets_[first], offsets_[last]};
  }

  ParseState& state_;
  std::string content_;
  std::vector<std::uint32_t> offsets_;
  std::size_t at_ = 0;
  std::string text_;
  Message message_;
};

}  // namespace

Message ParseMessage(const Text& text, ParseState& state) {
  return MessageReader(text, state).Read();
}

}  // namespace abide::syntax
