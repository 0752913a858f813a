#include "support/run_builder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace muster::testing {

Model small_model() {
  Model model;
  model.path = "model.tflite";
  model.format = "tflite";
  model.file_bytes = 4'000'000;
  model.store_bytes = 3'000'000;
  model.parameter_count = 3'500'000;
  model.multiply_accumulates = 300'000'000;
  model.activation_bytes = 6'000'000;
  model.bytes_by_type = {{"uint8", 3'900'000}};
  model.inputs = {{"input", ElementType::kUInt8, {1, 224, 224, 3}, std::nullopt}};
  model.outputs = {{"output", ElementType::kUInt8, {1, 2}, std::nullopt}};
  return model;
}

Preprocessing stated_preprocessing() {
  Preprocessing preprocessing;
  preprocessing.crop_source = preprocessing.resize_source = preprocessing.mean_source = Source::kOption;
  preprocessing.std_source = Source::kOption;
  return preprocessing;
}

Run classified_run(std::uint64_t right, std::uint64_t photos) {
  Run run;
  run.model = small_model();
  run.preprocessing = stated_preprocessing();
  run.machine.cores = 4;
  run.dataset.class_names = {"cat", "dog"};
  for (std::uint64_t i = 0; i < photos; ++i) {
    const auto actual = static_cast<std::uint32_t>(i % 2);
    const auto answer = static_cast<std::int32_t>(i < right ? actual : 1 - actual);
    run.dataset.paths.push_back("photo.jpg");
    run.dataset.classes.push_back(actual);
    run.predictions.states.push_back(PhotoState::kScored);
    run.predictions.best.push_back({answer, 1 - answer, kAbsent, kAbsent, kAbsent});
    run.predictions.scores.push_back({0.9F, 0.1F, 0, 0, 0});
  }
  return run;
}

Run answered_run(std::vector<std::string> classes, const std::vector<Answered>& answers) {
  Run run = ready_run();
  run.dataset.paths = {};
  run.dataset.classes.clear();
  run.predictions = {};
  run.dataset.class_names = std::move(classes);
  run.model->outputs[0].shape = {1, static_cast<std::int64_t>(run.dataset.class_names.size())};
  for (const Answered& one : answers)
    for (std::size_t i = 0; i < one.photos; ++i) {
      run.dataset.paths.push_back("photo" + std::to_string(run.dataset.classes.size()) + ".jpg");
      run.dataset.classes.push_back(one.actual);
      run.predictions.states.push_back(PhotoState::kScored);
      run.predictions.best.push_back({one.predicted, kAbsent, kAbsent, kAbsent, kAbsent});
      run.predictions.scores.push_back({0.9F, 0, 0, 0, 0});
    }
  return run;
}

void put_in_groups(Run& run, const std::vector<std::uint32_t>& group_of) {
  run.dataset.group.name = "group";
  run.dataset.group.indices = group_of;
  const std::uint32_t groups = *std::ranges::max_element(group_of) + 1;
  for (std::uint32_t group = 0; group < groups; ++group)
    run.dataset.group.values.push_back("group" + std::to_string(group));
}

LatencyRun timing(double ms, std::size_t count, Origin origin, int threads) {
  LatencyRun run;
  run.origin = origin;
  run.threads = threads;
  run.steady.assign(count, Nanoseconds(static_cast<std::int64_t>(ms * 1e6)));
  return run;
}

Run ready_run() {
  Run run = classified_run(980, 1000);
  run.latency_runs = {timing(30, 100, Origin::kDevice)};
  run.latency_runs[0].device = {"Pixel 8", "Android 15", "LiteRT 2.3", "cpu", "2026-05-12"};
  return run;
}

Finding finding_of(const ModelReport& report, std::string_view check) {
  const auto found = std::ranges::find(report.findings, check, &Finding::check);
  EXPECT_NE(found, report.findings.end()) << "no finding of " << check;
  return found == report.findings.end() ? Finding{} : *found;
}

bool has_finding(const ModelReport& report, std::string_view check) {
  return std::ranges::find(report.findings, check, &Finding::check) != report.findings.end();
}

Measurement measurement_of(const ModelReport& report, std::string_view id) {
  const auto found = std::ranges::find(report.measurements, id, &Measurement::metric);
  EXPECT_NE(found, report.measurements.end()) << "no measurement of " << id;
  return found == report.measurements.end() ? Measurement{} : *found;
}

Budget one_limit(std::string metric, double good, double bad) {
  Budget budget;
  budget.limits = {{std::move(metric), good, bad, Level::kError, ""}};
  return budget;
}

Outcome outcome_of(const Run& run, const Budget& budget) {
  return judge(run, budget).limits.at(0).outcome;
}

Run timed(std::vector<LatencyRun> runs) {
  Run run = classified_run(10, 10);
  run.latency_runs = std::move(runs);
  return run;
}

}  // namespace muster::testing
