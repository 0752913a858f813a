#pragma once

#include <map>
#include <string>
#include <string_view>

#include "muster/device_log.h"
#include "muster/doctor.h"
#include "muster/error.h"
#include "muster/leaks.h"
#include "muster/pictures.h"
#include "muster/plan.h"
#include "muster/power_reading.h"
#include "muster/report.h"

namespace muster {

struct RenderOptions {
  bool colour = false;                 ///< ANSI colours; the caller asks the terminal and NO_COLOR
  int width = 80;                      ///< columns of text
  const Pictures* pictures = nullptr;  ///< for a page; null: photos are named and not shown
  std::string command{};               ///< for a page of what is no Report: how to do it again
};

/// A report in the format of that id ("text", "json"; `muster list formats`). Computes nothing, opens nothing.
/// Errors: kInvalidArgument, an unknown format, with the nearest.
Result<std::string> render(const Report& report, std::string_view format, const RenderOptions& options = {});

/// A comparison, for a terminal and as docs/comparison.schema.json describes it.
std::string render_comparison_text(const ComparisonReport& comparison, const RenderOptions& options = {});
std::string render_comparison_json(const ComparisonReport& comparison);

/// The main pictures as SVG files, by their names: for slides and pages of one's own. Errors: kInternal.
using Plots = std::map<std::string, std::string>;
Result<Plots> render_plots(const Report& report);
Result<Plots> render_plots(const ComparisonReport& comparison);

/// A comparison, a search for leaks and a diagnosis as a page to look at; of a Report render() does it ("html").
std::string render_comparison_page(const ComparisonReport& comparison, const RenderOptions& options = {});
std::string render_leaks_page(const LeakSearch& search, const RenderOptions& options = {});
std::string render_diagnosis_page(const Diagnosis& diagnosis, const RenderOptions& options = {});

/// The page of what could not be done, and why.
std::string render_error_page(const Error& error, const RenderOptions& options = {});

/// The facts of one model, as `muster inspect` shows and writes them.
std::string render_model_text(const Model& model, const RenderOptions& options = {});
std::string render_model_json(const Model& model);

/// How many photos to collect, as `muster plan` shows it and docs/plan.schema.json describes it.
std::string render_plan_text(const SamplePlan& plan, const RenderOptions& options = {});
std::string render_plan_json(const SamplePlan& plan);

/// Photos that stand on both sides, for a terminal and as docs/leaks.schema.json describes it.
std::string render_leaks_text(const LeakSearch& search, const RenderOptions& options = {});
std::string render_leaks_json(const LeakSearch& search);

/// What is wrong with how photos are prepared or answers read, for a terminal and as docs/doctor.schema.json has it.
std::string render_diagnosis_text(const Diagnosis& diagnosis, const RenderOptions& options = {});
std::string render_diagnosis_json(const Diagnosis& diagnosis);

/// What a log of another tool states, for a terminal and as docs/import.schema.json describes it.
std::string render_device_log_text(const std::vector<DeviceRecord>& records, const RenderOptions& options = {});
std::string render_device_log_json(const std::vector<DeviceRecord>& records);
std::string render_power_text(const std::vector<PowerReading>& readings, const RenderOptions& options = {});
std::string render_power_json(const std::vector<PowerReading>& readings);

/// A file of labels in the order that the best change of labels has; "" where it is no change of named labels.
std::string render_labels(const Diagnosis& diagnosis);

/// One row a photo: path, class_index, top1 to top5 (−1 is background), score1 to score5.
std::string render_predictions_csv(const Run& run);

}  // namespace muster
