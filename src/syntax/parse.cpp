#include "syntax/parse.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "syntax/cut.h"
#include "syntax/declarations_grammar.h"
#include "syntax/explain.h"
#include "syntax/lexemes.h"
#include "syntax/parse_state.h"
#include "syntax/utf8.h"

namespace abide::syntax {
namespace {

using diagnostics::Code;
using diagnostics::DiagnosticSink;
using diagnostics::FileId;
using diagnostics::SourceSet;

class FileParser {
 public:
  FileParser(FileId id, std::string_view text, DiagnosticSink& sink)
      : text_(text), sink_(sink), errors_before_(sink.error_count()) {
    file_.id = id;
  }

  File Parse() {
    const CutText cut = Cut(text_);
    ParseHead(cut.head);
    for (const std::string_view piece : cut.pieces) {
      if (sink_.error_count() - errors_before_ >= kMaxErrorsPerFile) {
        sink_.Add(Code::kTooManyErrors, SpanOf(piece.substr(0, 1)),
                  {std::to_string(kMaxErrorsPerFile)});
        break;
      }
      ParsePiece(piece);
    }
    ReportSecondPolicies(file_, sink_);
    return std::move(file_);
  }

  File ParseAlone() {
    ParsePiece(text_);
    return std::move(file_);
  }

 private:
  void ParseHead(std::string_view head) {
    if (ReportBadByte(head)) return;
    const char* const end = head.data() + head.size();
    const char* const at = SkipBlanks(head.data(), end);
    if (at == end) return;
    const char* behind = at;
    while (behind != end && !IsBlank(*behind)) ++behind;
    sink_.Add(Code::kIndentedDeclaration, SpanOf({at, static_cast<std::size_t>(behind - at)}));
  }

  void ParsePiece(std::string_view piece) {
    if (ReportBadByte(piece)) return;
    ParseState state(file_.id, piece, OffsetOf(piece));
    Declaration declaration;
    const bool found = ParseOrExplain(state, [&](ParseState& its_state) {
      declaration = {};
      return ParseDeclaration(its_state, declaration);
    });
    const bool whole = found && state.problems().empty();
    for (diagnostics::Diagnostic& problem : state.problems()) sink_.Add(std::move(problem));
    if (whole) file_.declarations.push_back(std::move(declaration));
  }

  bool ReportBadByte(std::string_view part) {
    const std::optional<std::size_t> bad = FindBadUtf8(part);
    if (bad) sink_.Add(Code::kNotUtf8, SpanOf(part.substr(*bad, 1)));
    return bad.has_value();
  }

  std::uint32_t OffsetOf(std::string_view part) const {
    return static_cast<std::uint32_t>(part.data() - text_.data());
  }
  Span SpanOf(std::string_view part) const {
    const std::uint32_t begin = OffsetOf(part);
    return {file_.id, begin, begin + static_cast<std::uint32_t>(part.size())};
  }

  std::string_view text_;
  DiagnosticSink& sink_;
  std::size_t errors_before_;
  File file_;
};

}  // namespace

File ParseFile(const SourceSet& sources, FileId file, DiagnosticSink& sink) {
  return FileParser(file, sources.File(file).text(), sink).Parse();
}

File ParseDeclarationAlone(const SourceSet& sources, FileId file, DiagnosticSink& sink) {
  return FileParser(file, sources.File(file).text(), sink).ParseAlone();
}

void ReportSecondPolicies(const File& file, DiagnosticSink& sink) {
  std::optional<Span> first;
  for (const Declaration& each : file.declarations) {
    const auto* const policy = std::get_if<Policy>(&each.node);
    if (policy == nullptr) continue;
    if (first) {
      sink.Add(Code::kSecondPolicy, policy->id.span)
          .WithLabel(*first, "the file's policy is declared here");
    } else {
      first = policy->id.span;
    }
  }
}

std::vector<Span> CutDeclarations(const SourceSet& sources, FileId file) {
  const std::string_view text = sources.File(file).text();
  std::vector<Span> spans;
  for (const std::string_view piece : Cut(text).pieces) {
    const auto begin = static_cast<std::uint32_t>(piece.data() - text.data());
    spans.push_back({file, begin, begin + static_cast<std::uint32_t>(piece.size())});
  }
  return spans;
}

}  // namespace abide::syntax
