#include "report/report.h"

#include "report/digest.h"
#include "sample.h"

#include <gtest/gtest.h>

namespace abide::report {
namespace {

TEST(Sha256, IsThatOfTheStandard) {
  Sha256 hash;
  hash.Update("a");
  hash.Update("bc");
  EXPECT_EQ(hash.Finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hash.Finish(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Report, HashesTheBytesOfEachRecordOfEvidence) {
  const Sample sample;
  const Report report = sample.Make();
  const events::Place place = *sample.verdicts.findings[1].evidence[0].place;
  Sha256 hash;
  hash.Update(R"({"event":"inference","outputs":["ds:raw"]})");
  EXPECT_EQ(report.DigestOf(place), hash.Finish());
  EXPECT_EQ(report.digests.size(), 5U);
}

TEST(Report, HashesNothingWhereNoFormShowsIt) {
  const Sample sample;
  Inputs inputs = sample.MakeInputs();
  inputs.files.clear();
  EXPECT_TRUE(MakeReport(std::move(inputs))->digests.empty());
}

TEST(Report, IsNotMadeOfALogThatGrewShorter) {
  const Sample sample;
  const auto shorter = events::LogFile::OfText("log.ndjson", "{}\n");
  Inputs inputs = sample.MakeInputs();
  inputs.files = {shorter.get()};
  const auto report = MakeReport(std::move(inputs));
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, diagnostics::Code::kLogUnreadable);
}

TEST(Report, KnowsTheStateOfEachWaiver) {
  const Report report = Sample().Make();
  ASSERT_EQ(report.waivers.size(), 2U);
  EXPECT_EQ(report.waivers[0].status, WaiverStatus::kUsed);
  EXPECT_EQ(report.waivers[0].findings, 1U);
  EXPECT_TRUE(report.waivers[0].expires_soon);
  EXPECT_EQ(report.waivers[1].status, WaiverStatus::kExpired);
  EXPECT_FALSE(report.waivers[1].expires_soon);
}

TEST(Report, HashesTheRulesWhateverTheirPathsAndOrder) {
  Sample sample;
  const std::string before = sample.Make().ruleset.sha256;
  std::swap(sample.rules.files[0], sample.rules.files[1]);
  sample.rules.files[0].path = "elsewhere.csv";
  EXPECT_EQ(sample.Make().ruleset.sha256, before);
  sample.rules.files[0].sha256[0] = '0';
  EXPECT_NE(sample.Make().ruleset.sha256, before);
}

TEST(Report, TellsItsBadRecords) {
  const Report report = Sample().Make();
  EXPECT_EQ(report.bad_records, 1U);
  EXPECT_EQ(report.problems.size(), 2U);
}

}  // namespace
}  // namespace abide::report
