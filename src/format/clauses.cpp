#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <variant>

#include "format/layout.h"

namespace abide::format {
namespace {

// The length of the longest word that is there.
struct WordOfPart {
  bool is_there;
  std::string_view word;
};
std::size_t LongestOf(std::initializer_list<WordOfPart> words) {
  std::size_t longest = 0;
  for (const WordOfPart& each : words) {
    if (each.is_there) longest = std::max(longest, each.word.size());
  }
  return longest;
}

struct NormWord {
  std::string_view operator()(const syntax::Forbid&) const { return "forbid"; }
  std::string_view operator()(const syntax::Before&) const { return "require"; }
  std::string_view operator()(const syntax::AfterRequire&) const { return "require"; }
  std::string_view operator()(const syntax::AfterForbid&) const { return "forbid"; }
  std::string_view operator()(const syntax::AroundRequire&) const { return "require"; }
  std::string_view operator()(const syntax::AroundForbid&) const { return "around"; }
  std::string_view operator()(const syntax::Limit&) const { return "limit"; }
};

std::size_t WidthOfWords(const syntax::Clause& clause) {
  return LongestOf({{clause.cites.has_value(), "cites"},
                    {clause.severity.has_value(), "severity"},
                    {clause.tags.has_value(), "tags"},
                    {true, std::visit(NormWord{}, clause.norm.norm)},
                    {!clause.exceptions.empty(), "unless"},
                    {!clause.about.empty(), "about"},
                    {clause.message.has_value(), "message"},
                    {clause.remedy.has_value(), "remedy"},
                    {clause.effective.has_value(), "effective"}});
}

void WriteUnless(const syntax::Unless& exception, Keywords& keywords, Writer& writer) {
  writer.Lead(keywords.Begin());
  Document& document = writer.document();
  document.Open();
  writer.Put(kGlued);
  if (writer.LineEndsBeforeNext()) document.Expand();
  document.Indent(kStep);
  WriteExpr(*exception.condition, kLine, writer);
  document.Outdent();
  document.Close();
  keywords.End();
}

void WriteAbout(const std::vector<syntax::AboutItem>& items, Keywords& keywords, Writer& writer) {
  writer.Lead(keywords.Begin());
  Document& document = writer.document();
  document.Open(Document::Fill::kYes);
  for (std::size_t i = 0; i < items.size(); ++i) {
    WriteExpr(*items[i].value, i == 0 ? kGlued : kLine, writer);
    if (items[i].name) writer.PutThrough(kBlank, items[i].name->span.end);
    if (i + 1 < items.size()) writer.Put(kGlued);
  }
  document.Close();
  keywords.End();
}

void WriteWhere(const syntax::ExprPtr& where, Keywords& keywords, Writer& writer) {
  WriteExpr(*where, keywords.Begin(), writer);
  keywords.End();
}

void PutEffective(const syntax::Effective& effective, Keywords& keywords) {
  keywords.PutLine(effective.span.end);
}

// The first words of a declaration, to the end of its title or name.
void PutHead(std::uint32_t name_end, std::uint32_t end, Writer& writer) {
  writer.Put(kGlued);
  writer.PutWhole(kBlank, name_end);
  writer.PutThrough(kBlank, end);
}

void WriteAttribute(const syntax::Clause& clause, std::size_t& exceptions, Keywords& keywords,
                    Writer& writer) {
  const std::string_view word = writer.NextWord();
  if (word == "cites") {
    keywords.PutLine(clause.cites->span.end);
  } else if (word == "severity") {
    keywords.PutLine(clause.severity->span.end);
  } else if (word == "tags") {
    std::vector<Span> tags;
    for (const syntax::Text& tag : *clause.tags) tags.push_back(tag.span);
    WriteLiterals(tags, keywords.Begin(), writer);
    keywords.End();
  } else if (word == "unless") {
    WriteUnless(clause.exceptions[exceptions++], keywords, writer);
  } else if (word == "about") {
    WriteAbout(clause.about, keywords, writer);
  } else if (word == "message") {
    keywords.PutLine(clause.message->span.end);
  } else if (word == "remedy") {
    keywords.PutLine(clause.remedy->span.end);
  } else if (word == "effective") {
    PutEffective(*clause.effective, keywords);
  } else {
    WriteNorm(clause.norm, keywords, writer);
  }
}

}  // namespace

Space Keywords::Begin() {
  const std::size_t word = writer_.NextWord().size();
  writer_.Put(kRow);
  writer_.document().Indent(static_cast<std::uint32_t>(width_ + 1));
  return Padding(width_ + 1 - std::min(word, width_));
}

void Keywords::PutLine(std::uint32_t end) {
  writer_.PutThrough(Begin(), end);
  End();
}

void WriteClause(const syntax::Clause& clause, Writer& writer) {
  PutHead(clause.id.span.end, clause.title.span.end, writer);
  Keywords keywords(WidthOfWords(clause), writer);
  std::size_t exceptions = 0;
  while (!writer.NextWord().empty()) WriteAttribute(clause, exceptions, keywords, writer);
}

void WritePolicy(const syntax::Policy& policy, Writer& writer) {
  PutHead(policy.id.span.end, policy.title.span.end, writer);
  Keywords keywords(LongestOf({{policy.by.has_value(), "by"},
                               {policy.url.has_value(), "url"},
                               {policy.version.has_value(), "version"},
                               {policy.effective.has_value(), "effective"}}),
                    writer);
  for (std::string_view word = writer.NextWord(); !word.empty(); word = writer.NextWord()) {
    if (word == "by") keywords.PutLine(policy.by->span.end);
    if (word == "url") keywords.PutLine(policy.url->span.end);
    if (word == "version") keywords.PutLine(policy.version->span.end);
    if (word == "effective") PutEffective(*policy.effective, keywords);
  }
}

void WritePermit(const syntax::Permit& permit, Writer& writer) {
  PutHead(permit.clause.span.end, permit.clause.span.end, writer);
  Keywords keywords(LongestOf({{permit.where != nullptr, "where"},
                               {permit.cites.has_value(), "cites"},
                               {permit.effective.has_value(), "effective"}}),
                    writer);
  for (std::string_view word = writer.NextWord(); !word.empty(); word = writer.NextWord()) {
    if (word == "where") WriteWhere(permit.where, keywords, writer);
    if (word == "cites") keywords.PutLine(permit.cites->span.end);
    if (word == "effective") PutEffective(*permit.effective, keywords);
  }
}

void WriteWaive(const syntax::Waive& waive, Writer& writer) {
  PutHead(waive.clause.span.end, waive.clause.span.end, writer);
  Keywords keywords(LongestOf({{waive.where != nullptr, "where"},
                               {waive.until.has_value(), "until"},
                               {waive.because.has_value(), "because"},
                               {waive.by.has_value(), "by"}}),
                    writer);
  for (std::string_view word = writer.NextWord(); !word.empty(); word = writer.NextWord()) {
    if (word == "where") WriteWhere(waive.where, keywords, writer);
    if (word == "until") keywords.PutLine(waive.until->span.end);
    if (word == "because") keywords.PutLine(waive.because->span.end);
    if (word == "by") keywords.PutLine(waive.by->span.end);
  }
}

}  // namespace abide::format
