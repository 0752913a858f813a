#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>

#include "muster/error.h"
#include "muster/report.h"

namespace muster::cli {

/// Where a report is written to, beside the terminal.
struct ReportOutputs {
  std::map<std::string, std::string> files;  ///< by format: a file, or "-" for stdout in place of the text
  bool github = false;                       ///< annotations after the text
};

/// --json, --junit, --markdown and --github.
void add_report_options(CLI::App& command, ReportOutputs& outputs);

/// Prints the report, unless a format takes stdout, and writes all files. Errors: a file cannot be written.
Result<void> write_report(const ReportOutputs& outputs, const Report& report);

}  // namespace muster::cli
