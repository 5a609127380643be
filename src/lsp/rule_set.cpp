#include "lsp/rule_set.h"

#include "plan/plan.h"

#include <algorithm>
#include <set>
#include <utility>

namespace abide::lsp {

using diagnostics::Diagnostic;
using diagnostics::DiagnosticSink;
using diagnostics::FileId;
using diagnostics::Span;

DeepLook LookDeeper(const RuleSettings& settings, const EditedFiles& files) {
  DeepLook look;
  look.sources = std::make_unique<diagnostics::SourceSet>();
  DiagnosticSink sink;
  check::CheckOptions options;
  options.paths = settings.paths;
  options.parameters = settings.parameters;
  const check::CheckedRules rules = check::Check(options, files, *look.sources, sink);
  if (sink.has_errors()) return look;
  DiagnosticSink remembered;
  static_cast<void>(plan::Compile(rules, {}, remembered));
  const std::set<std::string> named = check::NamedRuleFiles(settings.paths, files);
  std::set<std::string> wanted;
  for (const check::LoadedFile& file : rules.files) {
    if (named.contains(files.Canonical(file.path))) wanted.insert(file.path);
  }
  look.remarks = remembered.Sorted();
  const auto texts = lint::TextsOf(rules, *look.sources, wanted);
  for (Diagnostic& each : lint::Lint(rules, texts, *look.sources, settings.lint)) {
    look.remarks.push_back(std::move(each));
  }
  return look;
}

RuleSet::RuleSet(RuleSettings settings, const EditedFiles& files)
    : settings_(std::move(settings)),
      files_(files),
      checker_(std::make_unique<check::Checker>(files_, sources_)) {}

void RuleSet::Take(const std::string& path, std::shared_ptr<const std::string> text) {
  Open& open = open_[path];
  old_bytes_ += text->size() / 100 + 100;
  open.text = std::move(text);
  NoteFiles();
  open.pieces.Update(path, *open.text, sources_);
  for (; noted_ < sources_.size(); ++noted_) {
    old_bytes_ += sources_.File(static_cast<FileId>(noted_)).text().size();
  }
  std::erase_if(bases_, [&](const auto& each) { return each.second.path == path; });
  for (const Piece& piece : open.pieces.all()) {
    bases_[static_cast<std::uint32_t>(piece.id)] = {path, piece.begin};
  }
  checker_->Take(path, open.pieces.Parsed(path, *open.text));
}

void RuleSet::Close(const std::string& path) {
  if (open_.erase(path) == 0) return;
  std::erase_if(bases_, [&](const auto& each) { return each.second.path == path; });
  checker_->Forget(path);
}

void RuleSet::Check() {
  check::CheckOptions options;
  options.paths = settings_.paths;
  options.parameters = settings_.parameters;
  uses_ = {};
  options.uses = &uses_;
  DiagnosticSink sink;
  old_rules_ = std::exchange(rules_, checker_->Check(options, sink));
  faults_ = sink.Sorted();
  has_old_remarks_ = true;
  has_errors_ = sink.has_errors();
  NoteFiles();
}

void RuleSet::NoteFiles() {
  // The last text of a path is the one that counts.
  for (; noted_ < sources_.size(); ++noted_) {
    const auto id = static_cast<FileId>(noted_);
    whole_[files_.Canonical(sources_.File(id).path())] = id;
  }
  read_.clear();
  texts_.clear();
  for (const check::LoadedFile& file : rules_.files) {
    const std::string path = files_.Canonical(file.path);
    const auto whole = whole_.find(path);
    read_.emplace(path, whole == whole_.end() ? FileId{} : whole->second);
  }
}

void RuleSet::Accept(const DeepLook& look) {
  remarks_.clear();
  has_old_remarks_ = false;
  const auto here = [&](Span span) {
    const std::string path = files_.Canonical(look.sources->File(span.file).path());
    return SpanAt({path, span.begin, span.end});
  };
  for (Diagnostic remark : look.remarks) {
    const auto* where = std::get_if<Span>(&remark.where);
    const auto moved = where == nullptr ? std::nullopt : here(*where);
    if (!moved) continue;
    remark.where = *moved;
    bool is_whole = true;
    for (diagnostics::Label& label : remark.labels) {
      const auto span = here(label.span);
      is_whole = is_whole && span;
      if (span) label.span = *span;
    }
    for (diagnostics::Fix& fix : remark.fixes) {
      const auto span = here(fix.span);
      is_whole = is_whole && span;
      if (span) fix.span = *span;
    }
    if (is_whole) remarks_.push_back(std::move(remark));
  }
}

std::vector<const Diagnostic*> RuleSet::All() const {
  std::vector<const Diagnostic*> all;
  for (const Diagnostic& each : faults_) all.push_back(&each);
  for (const Diagnostic& each : remarks_) all.push_back(&each);
  return all;
}

std::vector<RuleSet::File> RuleSet::Files() const {
  std::vector<File> files;
  for (const check::LoadedFile& each : rules_.files) {
    const check::ParsedRules* const parsed = each.is_table ? nullptr : checker_->Find(each.path);
    if (parsed != nullptr) files.push_back({files_.Canonical(each.path), parsed->ast});
  }
  return files;
}

std::vector<std::string> RuleSet::Paths() const {
  std::vector<std::string> paths;
  for (const auto& [path, file] : read_) paths.push_back(path);
  return paths;
}

const Pieces* RuleSet::PiecesOf(const std::string& path) const {
  const auto open = open_.find(path);
  return open == open_.end() ? nullptr : &open->second.pieces;
}

std::optional<Place> RuleSet::Locate(Span span) const {
  const auto base = bases_.find(static_cast<std::uint32_t>(span.file));
  if (base != bases_.end()) {
    return Place{base->second.path, base->second.begin + span.begin, base->second.begin + span.end};
  }
  if (static_cast<std::size_t>(span.file) >= sources_.size()) return std::nullopt;
  const std::string path = files_.Canonical(sources_.File(span.file).path());
  const auto read = read_.find(path);
  const bool is_now = read != read_.end() && read->second == span.file && !open_.contains(path);
  if (!is_now) return std::nullopt;
  return Place{path, span.begin, span.end};
}

std::optional<Span> RuleSet::SpanAt(const Place& place) const {
  if (const Pieces* const pieces = PiecesOf(place.path)) {
    const Piece& piece = pieces->At(place.begin);
    return Span{piece.id, place.begin - piece.begin, place.end - piece.begin};
  }
  const auto read = read_.find(place.path);
  if (read == read_.end()) return std::nullopt;
  return Span{read->second, place.begin, place.end};
}

const std::string* RuleSet::TextOf(const std::string& path) const {
  const auto open = open_.find(path);
  if (open != open_.end()) return open->second.text.get();
  const auto read = read_.find(path);
  if (read == read_.end()) return nullptr;
  const auto known = texts_.find(path);
  if (known != texts_.end()) return &known->second;
  return &texts_.emplace(path, std::string(sources_.File(read->second).text())).first->second;
}

bool RuleSet::IsBloated() const {
  std::size_t live = 0;
  for (const auto& [path, open] : open_) live += open.text->size();
  return old_bytes_ > (std::size_t{16} << 20) + 8 * live;
}

}  // namespace abide::lsp
