#include "support/sample_report.h"

namespace muster {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

Model sample_model() {
  Model model;
  model.path = "models/animals.tflite";
  model.format = "tflite";
  model.sha256 = std::string(64, 'a');
  model.file_bytes = 4'100'000;
  model.store_bytes = 3'900'000;
  model.parameter_count = 3'500'000;
  model.multiply_accumulates = 300'000'000;
  model.inputs = {{"input", ElementType::kUInt8, {1, 224, 224, 3}, Quantization{{0.0078125F}, {128}, 0}}};
  model.outputs = {{"scores", ElementType::kFloat32, {1, 3}, std::nullopt}};
  return model;
}

void add_photos(Run& run) {
  run.dataset.source = "photos/test";
  run.dataset.split = "test";
  run.dataset.class_names = {"Cat", "Dog", "Bird"};
  run.dataset.warnings = {"photos/cat1.jpg stands twice"};
  for (int i = 0; i < 4; ++i) {
    run.dataset.paths.push_back("photo" + std::to_string(i) + ".jpg");
    run.dataset.classes.push_back(i == 3 ? kNoClass : static_cast<std::uint32_t>(i));
    run.predictions.states.push_back(i == 2 ? PhotoState::kUnreadable : PhotoState::kScored);
    run.predictions.best.push_back({i == 3 ? kBackground : 1, 0, kAbsent, kAbsent, kAbsent});
    run.predictions.scores.push_back({0.7F, 0.1F, 0, 0, 0});
  }
  run.data_sha256 = std::string(64, 'd');
}

void add_times(Run& run) {
  run.machine = {"Example CPU", "Linux 6.1", "x86_64", 2, 0.12, "performance", false, "LiteRT 2.3.0"};
  LatencyRun host;
  host.load = milliseconds(12);
  host.first = microseconds(25'300);
  host.warmup = {milliseconds(20), milliseconds(20)};
  host.steady = {microseconds(19'000), microseconds(19'300), microseconds(19'900)};
  host.peak_memory_bytes = 40'000'000;
  LatencyRun phone;
  phone.origin = Origin::kDevice;
  phone.device = {"Pixel 6", "Android 14", "LiteRT 2.3", "cpu", "2026-05-01"};
  phone.threads = 4;
  phone.summary = {.count = 50,
                   .min = milliseconds(1800),
                   .mean = milliseconds(1860),
                   .max = milliseconds(2000),
                   .standard_deviation = {},
                   .percentiles = {{50, milliseconds(1850)}, {95, milliseconds(1950)}},
                   .early_stopping_p90 = {}};
  run.latency_runs = {host, phone};
  run.preprocess_times = {milliseconds(3)};
  run.preprocessing = Preprocessing{};
}

Measurement measured(std::string metric, std::string unit, Estimate estimate, Origin origin = Origin::kHost,
                     std::string accelerator = "cpu", std::string note = "") {
  return {std::move(metric), std::move(unit), estimate, origin, std::move(accelerator), std::move(note)};
}

void add_reference(ModelReport& report) {
  report.run.reference = BesideReference{"models/float.tflite", std::string(64, 'f'), {150, 4, 1, 1}, {1, 0, 0}, false};
  report.measurements.push_back(measured("accuracy_loss", "fraction", {0.02, -0.013, 0.06, 150}, Origin::kHost, "cpu",
                                         "photos without an answer leave it open"));
  report.measurements.push_back(measured("flip_rate", "fraction", {0.04, 0.018, 0.085, 150}));
  Comparison& one = report.comparison.emplace();
  one.flips = report.run.reference->flips;
  one.reason = "6 of 150 decisions flipped (4.0 % [1.8, 8.5]); 2.0 points of accuracy were lost [−0.9, 5.6]";
}

void add_judgement(ModelReport& report) {
  const Measurement size = measured("model_bytes", "bytes", {4'100'000, {}, {}, 0}, Origin::kHost, "none");
  const Measurement time = measured("latency_p90_ms", "ms", {1900, 1850, 2000, 50}, Origin::kDevice);
  const Measurement top1 = measured("top1_accuracy", "fraction", {0.86, 0.795, 0.907, 150});
  report.limits = {{{"model_bytes", 10e6, 50e6, Level::kError, ""}, size, Outcome::kPass, Grade::kGood, false},
                   {{"latency_p90_ms", 100, 1000, Level::kError, ""}, time, Outcome::kFail, Grade::kBad, false},
                   {{"top1_accuracy", 0.85, 0.70, Level::kError, ""}, top1, Outcome::kPass, Grade::kAcceptable, true}};
  report.measurements = {size,
                         time,
                         top1,
                         measured("balanced_accuracy", "fraction", {0.86, {}, {}, 150}),
                         measured("latency_p50_ms", "ms", {1850, {}, {}, 50}, Origin::kDevice),
                         measured("peak_memory_bytes", "bytes", {40e6, {}, {}, 0}),
                         measured("energy_mj", "mJ", {3.1, 1.0, 9.2, 0}, Origin::kEstimated, "none",
                                  "from published energies per operation"),
                         measured("recall/Cat", "fraction", {0.9, 0.79, 0.96, 50})};
  report.verdict = Verdict::kNotReady;
  report.reasons = {"one inference takes 1.9 s (p90), and more than 1 s is bad"};
  report.caveats = {"latency was had on a Pixel 6, accuracy on this host"};
  report.findings = {{"latency_p90_ms",
                      Outcome::kFail,
                      Level::kError,
                      Grade::kBad,
                      Origin::kDevice,
                      "p90 is 1.9 s, over the bound of 1 s",
                      "the user feels the wait",
                      "quantize the model, or use the GPU",
                      {}},
                     {"unreadable-photo",
                      Outcome::kFail,
                      Level::kWarning,
                      Grade::kNone,
                      std::nullopt,
                      "1 photo could not be decoded",
                      "it counts as wrong in the lower bound",
                      "repair or remove it",
                      {"photo2.jpg"}},
                     {"model_bytes", Outcome::kPass, Level::kError, Grade::kGood, Origin::kHost, "4.1 MB", "", "", {}}};
}

ClassFigures figures(std::string name, Estimate precision, Estimate recall, double f1, std::uint64_t predicted) {
  return {std::move(name), precision, recall, f1, 50, predicted, 0};
}

void add_classes(ModelReport& report) {
  report.classes = {figures("Cat", {0.9, 0.79, 0.96, 50}, {0.9, 0.79, 0.96, 50}, 0.9, 50),
                    figures("Dog", {40.0 / 48, 0.70, 0.91, 48}, {0.8, 0.67, 0.89, 50}, 0.816, 48),
                    figures("Bird", {44.0 / 52, 0.72, 0.92, 52}, {0.88, 0.76, 0.94, 50}, 0.863, 52)};
  for (std::uint32_t i = 0; i < report.classes.size(); ++i) report.classes[i].index = i;
  const std::uint64_t counts[3][3] = {{45, 3, 2}, {4, 40, 6}, {1, 5, 44}};
  for (std::uint32_t i = 0; i < 3; ++i)
    for (std::uint32_t j = 0; j < 3; ++j) report.confusion.push_back({i, j, counts[i][j]});
}

}  // namespace

Report sample_report() {
  ModelReport model;
  model.run.model = sample_model();
  add_photos(model.run);
  add_times(model.run);
  add_judgement(model);
  add_reference(model);
  add_classes(model);
  Report report;
  report.tool_version = "0.1.0";
  report.created_at = "2026-05-02T10:00:00Z";
  report.command = "muster check models/animals.tflite --data photos";
  report.budget_source = "default";
  report.verdict = Verdict::kNotReady;
  report.models = {std::move(model)};
  return report;
}

}  // namespace muster
