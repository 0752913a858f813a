#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "muster/budget.h"
#include "muster/error.h"
#include "muster/model.h"
#include "muster/observe.h"
#include "muster/options.h"
#include "muster/power_reading.h"
#include "muster/report.h"
#include "muster/run.h"
#include "muster/stress.h"

namespace muster {

/// All that `muster check` is told.
struct CheckOptions {
  std::vector<std::filesystem::path> models;  ///< may be empty where evidence stands for a model
  std::filesystem::path reference;            ///< a model whose decisions the others' are held against; empty: none
  DataOptions data;
  PreprocessingOptions preprocessing;
  RunOptions run;
  EvidenceOptions evidence;
  std::filesystem::path run_file;     ///< where observe() keeps the Run; empty: nowhere
  std::filesystem::path history;      ///< a folder that keeps every Run; empty: none
  std::string baseline;               ///< an earlier Run to be held against: "last", "best", or a Run file; empty: none
  std::string train, field;           ///< other photos: DIR, CSV or CSV:SPLIT; empty: none
  std::uint64_t train_photos = 1000;  ///< of the training photos, so many drawn at random are classified; 0: all
  std::optional<TrainingLeaks> known_leaks;  ///< what an earlier search with these photos found: it is not repeated
  std::uint64_t train_seed = 0;              ///< of that draw
  std::optional<std::uint64_t> decide_seed;  ///< photos in random order, until the verdict on accuracy is sure
  std::optional<StressOptions> stress;       ///< classify degraded photos too
  Budget budget = default_budget();
  std::optional<double> battery_mwh;      ///< of the phone; battery use is reported where it is given
  std::optional<double> duty_per_second;  ///< inferences a second that the app will ask for
  std::string command;                    ///< the command line, for the report
};

/// The facts of a model file of any format. Core ML and ONNX files are parsed in a worker process, which `options` find
/// and bound. Errors: as load_model's, and a worker that is missing or ended early.
Result<Model> inspect(const std::filesystem::path& model, const RunOptions& options = {}, const Hooks& hooks = {});

/// Observes one model: reads its facts, runs it on the photos and times it, or takes the evidence given.
/// Facts only, nothing is judged. Errors: input that cannot be used, or a model that never gives an output.
/// On an error `partial`, and options.run_file, hold what was measured before it. Not thread-safe: it starts processes.
Result<Run> observe(const std::filesystem::path& model, const CheckOptions& options, const Hooks& hooks, Run& partial);

/// Observes every model and judges it, beside the reference where one is named (which is run on the photos first, and
/// never timed). A model that could not be observed has an error in place of a verdict; where the reference could not,
/// there is no model and Report::error says why.
Report check(const CheckOptions& options, const Hooks& hooks);

/// What judging by a budget takes beyond the best answers.
struct ScoreRequest {
  std::vector<std::string> classes;  ///< and class groups, whose scores are wanted: Run::class_scores
  bool rankings = false;             ///< Run::class_rankings
  bool output_sample = false;        ///< Run::output_sample
  bool explored = false;             ///< scores of the classes with most photos too (metrics/explored_classes.h)

  [[nodiscard]] bool any() const { return explored || rankings || output_sample || !classes.empty(); }
};
ScoreRequest scores_for(const Budget& budget);

/// Reads a Run file, with those scores. What a process that was killed left is read
/// too: Run::complete says so. Errors: kNotFound, kMalformed (no Run, or damaged), kUnsupported (another version).
Result<Run> load_run(const std::filesystem::path& path, const ScoreRequest& scores = {});

/// Judges Run files by options.budget, as check() does after it has observed the models. One entry a file.
Report judge_files(const std::vector<std::filesystem::path>& runs, const CheckOptions& options);

/// The Run files of a history folder, oldest first. A folder that is not there is an empty history. Errors: it cannot
/// be listed.
Result<std::vector<std::filesystem::path>> list_history(const std::filesystem::path& folder);

/// Merges the Runs of disjoint sets of photos, observed of one model in one way, into a new file; every figure of
/// accuracy is that of the Run of all photos. Timing runs are kept apart. Errors: kInvalidArgument, Runs that overlap
/// or are unlike, by name.
Result<Run> merge(const std::vector<std::filesystem::path>& runs, const std::filesystem::path& output);

/// Completes a Run file by the times that evidence.latency_log states of a device, and by the energy of the spans, into
/// a new file. Errors: as read_device_log's, choose_record's and energy_of's; another model's log; a log that the Run
/// has already; no device is stated.
Result<Run> complete_run(const std::filesystem::path& run, const EvidenceOptions& evidence,
                         const std::vector<PowerSpan>& spans, const std::filesystem::path& output);

/// Checks every model on the same photos, and compares the decisions of all with those of the first.
ComparisonReport compare(const CheckOptions& options, const SamenessBounds& bounds, const Hooks& hooks);

/// Times one model (on `options.data`'s first photo, else on noise), with no limits and no verdict.
Report bench(const CheckOptions& options, const Hooks& hooks);

/// One photo through a model.
struct Examination {
  Model model;
  Preprocessing preprocessing;
  TensorSpec input;
  std::vector<std::byte> tensor;         ///< what went into the model
  std::vector<float> scores;             ///< all outputs, dequantized
  std::vector<std::string> class_names;  ///< one an output; empty: not known
  std::string score_kind;                ///< as Predictions::score_kind
  std::string score_kind_reason;         ///< how that is known, as a clause: "the model ends in SOFTMAX"
  std::vector<float> softmax;            ///< of the scores, where they are logits; empty else
  std::string label_form;                ///< how they were read, where it was not by plain lines
  double clipped_share = 0;              ///< of the tensor's numbers, as ClippedInputs counts them
};

/// Runs `photo` through options.models[0]. Errors: as observe's, and a photo that cannot be decoded.
Result<Examination> examine(const std::filesystem::path& photo, const CheckOptions& options, const Hooks& hooks);

/// One photo as options.models[0] would see it, and as it would be degraded, as a PNG: a row a kind of degradation, in
/// the order of list_degradations(), and in it the photo as it is and severities 1 to kSeverities, 224 pixels a side at
/// the most. Errors: as examine's.
Result<std::string> render_stress_sheet(const std::filesystem::path& photo, const CheckOptions& options,
                                        const Hooks& hooks);

/// The input tensor as a NumPy file (format 1.0).
std::string render_npy(const TensorSpec& spec, const std::vector<std::byte>& tensor);

/// How an app's own input tensor differs from ours, in sentences for people; the first says whether they are equal.
/// Errors: not a NumPy file of numbers, or of another number of elements.
Result<std::vector<std::string>> compare_input(const Examination& ours, const std::filesystem::path& app_npy);

/// Writes a file as a whole, or leaves an older one untouched (a full disk); devices and pipes are written to.
Result<void> save(const std::filesystem::path& path, std::string_view content);

}  // namespace muster
