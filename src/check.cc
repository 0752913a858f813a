// From models to a report: each is observed, held against the reference where there is one, and judged.
#include <fmt/format.h>

#include "base/now.h"
#include "check_models.h"
#include "place_among_others.h"
#include "verdict/sameness.h"

namespace muster {
namespace {

/// Why a model has no verdict, as a finding.
Finding finding_of(const Error& error) {
  const bool ran = error.code == ErrorCode::kRuntime;
  return {
      .check = ran ? "no-output" : "unusable-input",
      .outcome = Outcome::kFail,
      .level = Level::kError,
      .grade = Grade::kNone,
      .origin = std::nullopt,
      .summary = error.message,
      .why =
          ran ? "A model that gives no output here may give none in the app." : "Without it there is nothing to judge.",
      .advice = ran ? "Look at the runtime's own words with --verbose; run the model in the converter's interpreter."
                    : "Mend what the message names, and run again.",
      .details = {}};
}

ModelReport check_model(const std::filesystem::path& path, const CheckOptions& options, const Run* reference,
                        const Hooks& hooks) {
  Run partial;
  auto run = observe(path, options, hooks, partial);
  Run& measured = run ? *run : partial;
  measured.interrupted = measured.interrupted || hooks.stopped();
  std::optional<Error> error;
  if (!run && run.error().code != ErrorCode::kStopped) error = run.error();
  Result<std::optional<Comparison>> comparison;
  if (!error) comparison = place_among_others(options, reference, measured);
  if (!comparison) error = comparison.error();
  if (error) measured.complete = true;  // it did not end early: the error says why there is no more
  ModelReport judged = judge(std::move(measured), options.budget);
  if (comparison) judged.comparison = std::move(*comparison);
  if (error) refuse(judged, path, *error);
  return judged;
}

/// The reference's decisions; it is not timed, nor judged.
Result<Run> observe_reference(const CheckOptions& options, const Hooks& hooks) {
  CheckOptions decisions_only = options;
  decisions_only.run.accuracy = true;
  decisions_only.run.latency = false;
  decisions_only.evidence = {};
  decisions_only.run_file.clear();
  decisions_only.train.clear();
  decisions_only.field.clear();
  decisions_only.budget = Budget{};
  decisions_only.stress.reset();
  Run partial;
  auto run = observe(options.reference, decisions_only, hooks, partial);
  if (!run && run.error().code == ErrorCode::kStopped) return partial;
  if (!run) return tl::unexpected(with_context(run.error(), "the reference cannot be used"));
  if (const auto reason = not_a_classifier(*run->model))
    return fail(ErrorCode::kUnsupported,
                fmt::format("the reference cannot be used: {} makes no decisions to compare: {}",
                            options.reference.string(), *reason));
  if (run->predictions.states.empty() && !hooks.stopped())
    return fail(ErrorCode::kInvalidArgument, "a reference needs photos to decide on: give --data");
  return run;
}

}  // namespace

Report empty_report(const CheckOptions& options) {
  Report report;
  report.tool_version = MUSTER_VERSION;
  report.created_at = now();
  report.command = options.command;
  report.budget_source = options.budget.source;
  return report;
}

void refuse(ModelReport& model, const std::filesystem::path& path, const Error& error) {
  model.error = error;
  model.verdict.reset();
  model.reasons = {error.message};
  model.findings.insert(model.findings.begin(), finding_of(error));
  if (!model.run.model) model.run.model.emplace().path = path;
}

void add_model(Report& report, ModelReport model) {
  report.models.push_back(std::move(model));
  const auto& error = report.models.back().error;
  if (error && !report.error) report.error = error;
}

Report check_models(const CheckOptions& asked, const Run* reference, const SamenessBounds& bounds, const Hooks& hooks) {
  CheckOptions options = asked;
  Report report = empty_report(options);
  auto models = options.models;
  if (models.empty()) models.emplace_back();
  for (const std::filesystem::path& path : models) {
    add_model(report, check_model(path, options, reference, hooks));
    if (hooks.stopped()) break;
    if (!options.known_leaks) options.known_leaks = report.models.back().run.leaks;
  }
  judge_sameness(report.models, bounds);
  report.created_at = now();  // when it is whole, and not when it was begun
  report.verdict = report.error ? std::nullopt : worst_verdict(report.models);
  return report;
}

Report check(const CheckOptions& options, const Hooks& hooks) {
  if (options.reference.empty()) return check_models(options, nullptr, {}, hooks);
  const auto reference = observe_reference(options, hooks);
  if (reference) return check_models(options, &*reference, {}, hooks);
  Report report = empty_report(options);
  report.error = reference.error();
  return report;
}

Report bench(const CheckOptions& options, const Hooks& hooks) {
  CheckOptions timing_only = options;
  timing_only.run.accuracy = false;
  timing_only.budget.limits.clear();
  Report report = check(timing_only, hooks);
  report.verdict.reset();
  for (ModelReport& model : report.models) {
    model.verdict.reset(), model.reasons.clear();
    if (model.error || !model.run.model || !model.run.latency_runs.empty()) continue;
    if (const auto reason = unknown_input_size(*model.run.model)) {
      const std::filesystem::path path = model.run.model->path;
      refuse(model, path, {ErrorCode::kInvalidArgument, fmt::format("{}: {}", path.string(), *reason)});
      if (!report.error) report.error = model.error;
    }
  }
  return report;
}

}  // namespace muster
