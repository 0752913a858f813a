// Runs from their files, read and judged.
#include "check_models.h"
#include "class_rankings.h"
#include "measure/predictions.h"
#include "measure/score_kind.h"
#include "place_among_others.h"
#include "record/read_run.h"
#include "verdict/sameness.h"
#include "verdict/unknown_names.h"

namespace muster {
namespace {

/// What the outputs look like, which a process that was killed had no time to say.
Result<void> detect_score_kind(Database& database, Run& run) {
  ScoreRange range;
  MUSTER_CHECK_OK(for_each_scored(database, run, [&](std::size_t, const std::vector<float>& scores) -> Result<void> {
    range.include(scores);
    return {};
  }));
  const ScoreKind kind = range.kind("", *run.predictions.output, run.model ? run.model->output_activation : "");
  run.predictions.score_kind = kind.name;
  run.predictions.score_kind_detected = kind.detected;
  return {};
}

/// The Run with the scores that the budget asks for, or without them and why.
Result<Run> load_scored(const std::filesystem::path& path, const Budget& budget, std::optional<Error>& error) {
  auto run = load_run(path, scores_for(budget));
  if (run) return run;
  error = run.error();
  return load_run(path);
}

/// One Run file judged; what cannot be read has an error in place of a verdict.
ModelReport judge_file(const std::filesystem::path& path, const CheckOptions& options) {
  std::optional<Error> error;
  auto run = load_scored(path, options.budget, error);
  if (run && options.battery_mwh) run->battery_mwh = options.battery_mwh;
  if (run && options.duty_per_second) run->duty_per_second = options.duty_per_second;
  if (const auto known = run && !error ? check_names(options.budget, *run) : Result<void>(); !known)
    error = with_context(known.error(), path.string());
  Result<std::optional<Comparison>> comparison;
  if (!error) comparison = hold_against_others(options, nullptr, *run);
  if (!comparison) error = comparison.error();
  ModelReport report = judge(run ? std::move(*run) : Run{}, options.budget);
  if (comparison) report.comparison = std::move(*comparison);
  if (error) refuse(report, path, *error);
  return report;
}

}  // namespace

Result<Run> load_run(const std::filesystem::path& path, const ScoreRequest& scores) {
  MUSTER_TRY(Database database, open_run(path));
  MUSTER_TRY(Run run, read_run(database));
  const bool unsettled = run.predictions.output && run.predictions.score_kind.empty();
  if (unsettled) MUSTER_CHECK_OK(detect_score_kind(database, run));
  MUSTER_CHECK_OK(read_scores(database, scores, run));
  if (unsettled) settle_predictions(run);
  return run;
}

Report judge_files(const std::vector<std::filesystem::path>& runs, const CheckOptions& options) {
  Report report = empty_report(options);
  for (const std::filesystem::path& path : runs) add_model(report, judge_file(path, options));
  judge_sameness(report.models, {});
  report.verdict = report.error ? std::nullopt : worst_verdict(report.models);
  return report;
}

}  // namespace muster
