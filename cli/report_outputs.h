#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/pictures.h"
#include "muster/render.h"
#include "muster/report.h"

namespace muster::cli {

/// Where a report is written to, beside the terminal.
struct ReportOutputs {
  std::map<std::string, std::string> files;  ///< by format: a file, or "-" for stdout in place of the text
  bool github = false;                       ///< annotations after the text
  std::string plots_folder;                  ///< where SVG files go; "": nowhere
  bool no_images = false;                    ///< the page names photos, and does not show them
};

/// --json, --junit, --markdown, --github, --report and --no-images.
void add_report_options(CLI::App& command, ReportOutputs& outputs);

/// Prints the report, unless a format takes stdout, and writes all files. `run` says how photos are decoded for a page.
/// Errors: a file cannot be written.
Result<void> write_report(const ReportOutputs& outputs, const Report& report, const RunOptions& run);

/// --plots.
void add_plots_option(CLI::App& command, std::string& folder);

/// Makes the folder and writes all pictures into it; nothing where it is "". Errors: it cannot be written.
Result<void> write_plots(const std::string& folder, const Result<Plots>& plots);

/// --report and --no-images.
void add_page_options(CLI::App& command, std::string& file, bool& no_images);

/// Shows the error, and writes it as the page ("": nowhere), so that no older page stands for the answer. Returns the
/// exit code.
int fail_with_page(const std::string& file, const Error& error, const std::string& command);

/// Thumbnails for a page. Where they cannot be had, a note says so, and there are none.
Pictures pictures_for(std::vector<PictureRequest> photos, const RunOptions& run);

}  // namespace muster::cli
