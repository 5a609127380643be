// The options of each verb as the library knows them: names, what stands in their help, and where
// their values go. Used by the command line alone.
#pragma once

#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include <string_view>

namespace abide::cli {

// One without a value, which may stand in the main command's help, too.
void AddFlag(CLI::App& app, const char* name, bool& target, const char* group, const char* text);
void DeclareCommon(CLI::App& app, CommonArguments& common);
void DeclareCheck(CLI::App& app, CheckArguments& check);
void DeclarePlan(CLI::App& app, PlanArguments& plan);
void DeclareSources(CLI::App& app, SourcesArguments& sources);
void DeclareSchema(CLI::App& app, SchemaArguments& schema);
void DeclareTest(CLI::App& app, TestArguments& test);
void DeclareFmt(CLI::App& app, FmtArguments& fmt);
void DeclareLint(CLI::App& app, LintArguments& lint);
void DeclareReport(CLI::App& app, ReportArguments& report);
void DeclareVerify(CLI::App& app, VerifyArguments& verify);
void DeclareExplain(CLI::App& app, ExplainArguments& explain);
void DeclareInit(CLI::App& app, InitArguments& init);
void DeclareCompletion(CLI::App& app, CompletionArguments& completion);
void DeclareLsp(CLI::App& app, LspArguments& lsp);

// As FormOfValue; null for what is no such option.
const char* FindFormOfValue(std::string_view option);

}  // namespace abide::cli
