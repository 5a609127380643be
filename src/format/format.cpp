#include "format/format.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "format/layout.h"
#include "format/proof.h"
#include "format/writer.h"
#include "syntax/lexemes.h"
#include "syntax/parse.h"

namespace abide::format {
namespace {

using diagnostics::DiagnosticSink;
using diagnostics::FileId;
using diagnostics::SourceSet;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What is put together to a file: a declaration, a comment between declarations, or a piece with
// errors, line ends included.
struct Block {
  enum class Kind { kDeclaration, kComment, kBroken };
  Kind kind{};
  std::string text;
  bool blank_before = false;
  bool is_import = false;

  bool HasLines() const { return kind != Kind::kComment && text.find('\n') != std::string::npos; }
};

std::string WithLineEnds(const std::string& text, std::string_view line_end) {
  if (line_end == "\n") return text;
  std::string converted;
  for (const char c : text) {
    if (c == '\n') {
      converted += line_end;
    } else {
      converted += c;
    }
  }
  return converted;
}

// The line end of a file is that of its first line with anything in it.
std::string_view LineEndOf(std::string_view text) {
  // Empty lines in front go.
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const std::size_t first = text.find('\n', begin);
  const bool has_return = first != std::string_view::npos && first > 0 && text[first - 1] == '\r';
  return has_return ? "\r\n" : "\n";
}

class FileFormatter {
 public:
  FileFormatter(const SourceSet& sources, FileId id, const syntax::File& file)
      : text_(sources.File(id).text()),
        file_(file),
        pieces_(syntax::CutDeclarations(sources, id)) {}

  // Lays out all of it. (What this finds out beside the text is what the proof asks for.)
  void Run() {
    const std::uint32_t begin =
        pieces_.empty() ? static_cast<std::uint32_t>(text_.size()) : pieces_.front().begin;
    AddHead(begin);
    auto declaration = file_.declarations.begin();
    for (const Span piece : pieces_) {
      const bool is_parsed =
          declaration != file_.declarations.end() && declaration->span.begin < piece.end;
      if (is_parsed) {
        AddDeclaration(*declaration++, piece);
      } else {
        AddBroken(piece.begin, piece.end);
      }
    }
  }

  std::string Text() {
    SeparateDeclarations();
    const std::string_view line_end = LineEndOf(text_);
    std::string out;
    const Block* before = nullptr;
    for (const Block& block : blocks_) {
      const bool is_behind_text = before != nullptr && before->kind != Block::Kind::kBroken;
      if (is_behind_text) out += line_end;
      if (is_behind_text && block.blank_before) out += line_end;
      out += block.kind == Block::Kind::kBroken ? block.text : WithLineEnds(block.text, line_end);
      before = &block;
    }
    if (before != nullptr && before->kind != Block::Kind::kBroken) out += line_end;
    // Farther down it is a fault; at the beginning it would be none.
    const bool has_mark = text_.starts_with(kByteOrderMark);
    if (!has_mark && out.starts_with(kByteOrderMark)) out.insert(0, line_end);
    return out;
  }

  Reading Read() const { return {text_, file_, broken_, regexes_}; }
  std::size_t broken_count() const { return broken_.size(); }

 private:
  // What stands before the first declaration.
  void AddHead(std::uint32_t end) {
    const std::uint32_t begin = text_.starts_with(kByteOrderMark) ? 3 : 0;
    const char* const at = syntax::SkipBlanks(text_.data() + begin, text_.data() + end);
    if (at != text_.data() + end) {
      if (begin != 0) blocks_.push_back({Block::Kind::kBroken, std::string(kByteOrderMark)});
      AddBroken(begin, end);
      return;
    }
    Document unused;
    Writer writer(text_, begin, end, unused);
    Gap head = writer.ReadAll();
    if (!head.trailing.empty()) head.remarks.insert(head.remarks.begin(), {head.trailing});
    AddRemarks(head.remarks);
    blank_before_next_ = head.blank_line;
  }

  void AddRemarks(const std::vector<Remark>& remarks) {
    for (const Remark& remark : remarks) {
      Add({Block::Kind::kComment, std::string(remark.text), remark.blank_before});
    }
  }

  void AddDeclaration(const syntax::Declaration& declaration, Span piece) {
    Document document;
    Writer writer(text_, piece.begin, piece.end, document);
    WriteDeclaration(declaration, writer);
    const Writer::Tail tail = writer.PutEnd();
    Add({Block::Kind::kDeclaration, document.Print(kWidth), blank_before_next_,
         std::holds_alternative<syntax::Import>(declaration.node)});
    AddRemarks(tail.remarks);
    blank_before_next_ = tail.blank_line;
    regexes_.insert(regexes_.end(), writer.regexes().begin(), writer.regexes().end());
  }

  void AddBroken(std::uint32_t begin, std::uint32_t end) {
    const std::string_view piece = text_.substr(begin, end - begin);
    broken_.push_back(piece);
    Add({Block::Kind::kBroken, std::string(piece), blank_before_next_});
    blank_before_next_ = false;
  }

  void Add(Block block) { blocks_.push_back(std::move(block)); }

  // An empty line before and behind declarations of several lines. Comments right in front of a
  // declaration go with it.
  void SeparateDeclarations() {
    std::size_t before = blocks_.size();  // the last block that is no comment, if there is one
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].kind == Block::Kind::kComment) continue;
      if (before != blocks_.size()) Separate(before, i);
      before = i;
    }
  }
  void Separate(std::size_t before, std::size_t behind) {
    const auto first = blocks_.begin() + static_cast<std::ptrdiff_t>(before) + 1;
    const auto last = blocks_.begin() + static_cast<std::ptrdiff_t>(behind) + 1;
    const bool are_separate =
        std::any_of(first, last, [](const Block& b) { return b.blank_before; });
    const bool have_lines = blocks_[before].HasLines() || blocks_[behind].HasLines();
    if (!are_separate && have_lines) first->blank_before = true;
  }

  std::string_view text_;
  const syntax::File& file_;
  std::vector<Span> pieces_;
  std::vector<Block> blocks_;
  std::vector<std::string_view> broken_;
  std::vector<Span> regexes_;
  bool blank_before_next_ = false;
};

}  // namespace

Formatted Format(const SourceSet& sources, FileId id, DiagnosticSink& sink) {
  const syntax::File file = syntax::ParseFile(sources, id, sink);
  FileFormatter before(sources, id, file);
  before.Run();
  Formatted formatted{before.Text(), before.broken_count(), {}};
  const std::string_view text = sources.File(id).text();
  if (formatted.text == text) return formatted;

  SourceSet own_sources;
  DiagnosticSink own_sink;
  const FileId own_id = own_sources.Add("", formatted.text);
  const syntax::File own_file = syntax::ParseFile(own_sources, own_id, own_sink);
  FileFormatter after(own_sources, own_id, own_file);
  after.Run();
  formatted.fault = Difference(before.Read(), after.Read());
  if (!formatted.fault.empty()) formatted.text = text;
  return formatted;
}

}  // namespace abide::format
