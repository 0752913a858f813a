#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "muster/muster.h"
#include "report_outputs.h"
#include "threshold_options.h"

namespace muster::cli {

/// What the command line says, before it is turned into the options of a verb.
struct Arguments {
  CheckOptions check;
  std::string budget_file, target, accept, background, memory_limit, json_file, predictions_file, npy_file, input_size,
      run_file;
  std::vector<std::string> mean;  ///< numbers, or the word raw
  ReportOutputs outputs;
  ThresholdArguments thresholds;
  std::vector<std::filesystem::path> run_files;  ///< Runs that are read
  double timeout_seconds = 60, max_seconds = 20;
  std::optional<int> sustained_seconds, energy_seconds;
  bool decide = false, stress = false;
  std::optional<std::uint64_t> stress_photos, seed;
  int timing_runs = 0;  ///< 0: not stated
  bool no_latency = false, no_accuracy = false;
};

/// Options of the photos and of how a model wants them: --data, --labels, …, --by; --preprocess, --mean, …
void add_photo_options(CLI::App& command, Arguments& arguments);  // without --by
void add_data_options(CLI::App& command, Arguments& arguments);
void add_preprocessing_options(CLI::App& command, Arguments& arguments);

/// Options of a model's process: --input-size, --timeout, --memory-limit, --verbose.
void add_model_process_options(CLI::App& command, Arguments& arguments);
/// Those, and of timing it: --threads, --timing-runs, --max-seconds.
void add_run_options(CLI::App& command, Arguments& arguments);
/// Where it runs: --device, --benchmark-model, --benchmark-flag, --keep.
void add_device_options(CLI::App& command, Arguments& arguments);
/// What takes long, for what heat does and for energy: --sustained, --energy.
void add_long_run_options(CLI::App& command, Arguments& arguments);

/// Limits: --budget, --target, --accept.
void add_budget_options(CLI::App& command, Arguments& arguments);

/// Options of the accuracy run: --jobs, --scores.
void add_accuracy_options(CLI::App& command, Arguments& arguments);

/// Photos as phones take them: --stress, --stress-photos, and --seed of all that is random.
void add_stress_options(CLI::App& command, Arguments& arguments);

/// What was measured elsewhere, and what is known of the phone: --predictions, --latency-log, --measured-on, …
void add_evidence_options(CLI::App& command, Arguments& arguments);

/// The phone's battery and what is asked of it: --battery-mwh, --duty.
void add_battery_options(CLI::App& command, Arguments& arguments);

/// Photos other than those that grade: --train, --train-photos, --field.
void add_other_photos_options(CLI::App& command, Arguments& arguments);

/// What was before: --baseline and, where Runs are made, --history.
void add_baseline_options(CLI::App& command, Arguments& arguments, bool makes_runs);

/// Fills in what needs parsing beyond CLI11: budget, background, memory and times. Errors: kInvalidArgument.
Result<void> finish(Arguments& arguments);

}  // namespace muster::cli
