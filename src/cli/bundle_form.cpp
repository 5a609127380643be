#include "cli/bundle_form.h"

#include "report/bundle.h"
#include "report/json_report.h"
#include "testimony/journal.h"

#include <optional>
#include <sstream>

namespace abide::cli {
namespace {

using diagnostics::Code;

std::optional<std::string> ReadRecord(const events::LogFile& log,
                                      const report::RecordDigest& record) {
  std::string bytes(record.length, '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const auto count = log.Read(record.offset + done, bytes.data() + done, bytes.size() - done);
    if (!count || *count == 0) return std::nullopt;
    done += *count;
  }
  return testimony::Sha256Of(bytes) == record.sha256 ? std::optional(bytes) : std::nullopt;
}

}  // namespace

bool WriteBundle(const report::Report& report, const BundleInputs& inputs, std::ostream& out,
                 const Terminal& terminal) {
  report::Bundle bundle;
  std::ostringstream text;
  report::WriteJson(report, text);
  bundle.report = std::move(text).str();
  diagnostics::DiagnosticSink sink;
  for (const check::LoadedFile& file : inputs.rules->files) {
    auto content = inputs.files->Read(file.path);
    if (!content || testimony::Sha256Of(*content) != file.sha256) {
      sink.Add(
          Code::kRulesUnreadable,
          {file.path, content ? "it has changed while the logs were judged" : content.error()});
      continue;
    }
    bundle.files.push_back(std::move(*content));
  }
  for (const report::RecordDigest& record : report.digests) {
    const events::LogFile& log = *inputs.logs[record.log];
    auto bytes = ReadRecord(log, record);
    if (!bytes) {
      sink.Add(events::LogUnreadable(log.path(), "it has changed while it was judged"));
      break;
    }
    const bool is_there = !bundle.records.empty() && bundle.records.back().log == record.log &&
                          bundle.records.back().offset == record.offset;
    if (!is_there) bundle.records.push_back({record.log, record.offset, std::move(*bytes)});
  }
  for (const diagnostics::Diagnostic& each : sink.all()) terminal.Show(each);
  if (sink.has_errors()) return false;
  const std::string archive = report::Pack(bundle);
  out.write(archive.data(), static_cast<std::streamsize>(archive.size()));
  return true;
}

}  // namespace abide::cli
