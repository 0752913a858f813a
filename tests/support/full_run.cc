#include "support/full_run.h"

#include <limits>

#include "support/run_builder.h"

namespace muster::testing {

Run full_run() {
  Run run = classified_run(3, 4);
  run.dataset.paths = {};
  for (const char* path : {"a.jpg", "b's \"photo\".jpg", "ü.jpg", "d,\n.jpg"}) run.dataset.paths.push_back(path);
  run.model->image_input = ImageInput{"bgr", 0.5F, {-1, -1, -1}, "64×64"};
  run.model->normalisation = Normalisation{{127}, {128}};
  run.preprocessing->crop = {Crop::Kind::kResizeShort, 0.875, 300};
  run.preprocessing->preset = "torchvision";
  run.preprocessing->mean = {0.1F, 1.0F / 3, 1e-20F};
  run.machine = {"CPU", "Linux", "x86_64", 4, 0.125, "performance", true, "LiteRT 2.3.0"};
  run.dataset.source = "photos.csv";
  run.dataset.root = "photos";
  run.dataset.split = "test";
  run.dataset.classes[3] = kNoClass;
  run.dataset.group = {"video", {"", "v1"}, {0, 1, 1, 0}};
  run.dataset.slices = {{"light", {"day", "night"}, {0, 0, 1, 0}}, {"device", {"pixel"}, {0, 0, 0, 0}}};
  run.dataset.warnings = {"a warning"};
  run.class_groups = {{"pet", {0, 1}}};
  run.by = {"light"};
  Predictions& predictions = run.predictions;
  predictions.states[2] = PhotoState::kUnreadable;
  predictions.states[3] = PhotoState::kNotANumber;
  predictions.best[1] = {kBackground, 0, 1, kAbsent, kAbsent};
  predictions.scores[1] = {0.1F, 1e-30F, -std::numeric_limits<float>::infinity(), 0, 0};
  predictions.best[2].fill(kAbsent), predictions.best[3].fill(kAbsent);
  predictions.scores[2] = predictions.scores[3] = {};
  predictions.digests.resize(4);
  predictions.digests[0].fill(std::byte{7});
  predictions.softmax = {0.5F, 0.25F, 0, 0};
  predictions.score_kind = "logit";
  predictions.score_kind_detected = true;
  predictions.origin = Origin::kDevice;
  predictions.device = {"Pixel 8", "Android 15", "LiteRT 2.3", "gpu", "2026-05-12"};
  predictions.model_proof = ModelProof::kDigest;
  predictions.output = TensorSpec{"out", ElementType::kUInt8, {1, 2}, Quantization{{0.5F}, {3}, 0}};
  LatencyRun timing = testing::timing(20.5, 3);
  timing.load = Nanoseconds(5);
  timing.peak_memory_bytes = 1'000'000;
  timing.end = RunEnd::kCrashed;
  timing.other_load_cores = 0.1;
  LatencyRun log;
  log.origin = Origin::kDevice;
  log.summary = {.count = 50,
                 .min = Nanoseconds(1),
                 .mean = Nanoseconds(3),
                 .max = Nanoseconds(9),
                 .standard_deviation = {},
                 .percentiles = {{90, Nanoseconds(5)}},
                 .early_stopping_p90 = Nanoseconds(6)};
  log.states = {{.at = Nanoseconds(7),
                 .temperature_celsius = 31.5,
                 .battery_percent = 80,
                 .clock_mhz = {},
                 .governor = "schedutil",
                 .charging = Charging::kDischarging}};
  log.tool = "benchmark_model";
  log.source = "phone.txt";
  log.model_proof = ModelProof::kUser;
  log.requests = 2;
  log.memory_meaning = "growth since the start";
  log.graph = "model.tflite";
  run.latency_runs = {timing, log};
  run.preprocess_times = {Nanoseconds(12)};
  run.events = {{"unreadable-photos", "ü.jpg", "is no photo"}};
  run.event_count = 1;
  run.interrupted = true;
  run.battery_mwh = 15000.5;
  run.duty_per_second = 10;
  run.energy_runs = {{Origin::kDevice,
                      predictions.device,
                      "gpu",
                      "charge counter",
                      "before.txt, after.txt",
                      ModelProof::kUser,
                      {{std::chrono::seconds(60), 12, 0.5, 0}, {std::chrono::seconds(60), 30.5, 0.5, 600}}}};
  run.data_sha256 = "abc", run.sidecar_sha256 = "def";
  run.other_colours_photos = 2;
  run.reference = BesideReference{"float.tflite", "012", {4, 1, 0, 1, 2, 1}, {1, 0, 0}, true, {{-1, 1, 0}, {1, 5, 3}}};
  run.observed_at = "2026-11-24T15:53:12Z";
  run.command = "muster check model.tflite";
  run.baseline = Baseline{"last.run", "2026-11-17T09:00:00Z", 5, run.machine, {timing}, {}};
  run.baseline->figures = {{"top1_accuracy", "fraction", {0.5, 0.25, std::nullopt, 4}, Origin::kDevice, "gpu", "note"}};
  run.gradings = Gradings{9, 4};
  run.hint = PreprocessingHint{60,
                               {{{"colour:bgr", "words", "--colour bgr", "advice"},
                                 60,
                                 9,
                                 30,
                                 21,
                                 0,
                                 {0.35, 0.2, 0.5, 60},
                                 0.3,
                                 1e-6,
                                 1e-5,
                                 false,
                                 true,
                                 JudgedBy::kMeanRecall,
                                 0.25,
                                 0.55}}};
  run.decision = EarlyDecision{7, {3, 0, 1}, 1};
  run.leaks.emplace();
  run.leaks->source = "train", run.leaks->split = "all", run.leaks->train_photos = 9;
  run.leaks->leaks = {{"a.jpg", "b.jpg", {Edit::kCropped, Edit::kGreyed}, 0.75, true}};
  run.leaks->groups = {{"v1", 2, 3}}, run.leaks->captures = {{"camera second", 1, 1}};
  run.leaks->unreadable_train = 1;
  run.leaks->within_test = {{"c.jpg", "d.jpg", {Edit::kMirrored}, 0.8, true}};
  OtherPhotos field;
  field.role = OtherRole::kField, field.source = "phones", field.split = "all";
  field.labels = {5, 4}, field.asked = 9, field.unreadable = 1;
  field.answers = {{0, 0, 4}, {1, kBackground, 3}, {1, kAbsent, 1}};
  run.other_photos = {field};
  run.shards = {{"first.run", "muster check", run.machine, 2, {timing}}};
  return run;
}

}  // namespace muster::testing
