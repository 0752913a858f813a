// A real model on real photos: what it is shown of a degraded photo is what a file of that picture shows it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/file.h"
#include "base/sha256.h"
#include "image/decode.h"
#include "image/encode_png.h"
#include "image/prepare.h"
#include "measure/stress.h"
#include "metrics/stress.h"
#include "muster/verbs.h"
#include "stress/degradation.h"
#include "stress/degraded_pixels.h"
#include "support/message_of.h"
#include "support/real_data.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

CheckOptions options_of(const std::filesystem::path& data) {
  CheckOptions options;
  options.data.data = data / "imagenet-500/labels.csv";
  options.data.labels = data / "tflite/imagenet_labels.txt";
  options.data.limit = 40;
  options.preprocessing.preset = "pillow";
  options.run.latency = false;
  options.stress = StressOptions{20, 3};
  return options;
}

/// The photo as a PNG at the model's input size, degraded as answer `answer` of the run was.
std::vector<std::byte> picture_of(const muster::Run& run, std::size_t answer) {
  const StressAnswers& stress = *run.stress;
  const std::size_t photo = stress.photos[answer / stress.width()], within = answer % stress.width();
  const auto file = read_file(run.dataset.file(photo), kLargestPhoto);
  const auto image = decode_image(*file);
  const auto size = image_size(run.model->inputs[0]);
  const auto pixels = prepare(*image, *run.preprocessing, size->width, size->height, size->channels);
  const Degradation& degradation = *find_degradation(stress.kinds[within / kSeverities]);
  const int severity = static_cast<int>(within % kSeverities) + 1;
  Generator random = degradation_generator(photo_key(sha256(*file)), degradation.id, severity, stress.seed);
  return encode_png(*degradation.apply(photo_of(*pixels, Colour::kRgb), severity, random)).value();
}

TEST(StressRun, shows_a_real_model_the_degraded_photos_themselves) {
  const std::filesystem::path data = real_data(), model = data / "tflite/mobilenet_v1_0.25_128_quant.tflite";
  CheckOptions options = options_of(data);
  muster::Run partial;
  const auto run = observe(model, options, {}, partial);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  EXPECT_EQ(std::ranges::count(run->stress->states, PhotoState::kScored), 20 * 55);

  const TempFolder folder;
  std::string manifest = "path,class_index\n";
  std::vector<std::int32_t> expected;
  for (std::size_t answer = 0; answer < run->stress->states.size(); answer += 7) {
    const auto png = picture_of(*run, answer);
    folder.write_text(fmt::format("{}.png", answer), {reinterpret_cast<const char*>(png.data()), png.size()});
    manifest += fmt::format("{}.png,0\n", answer);
    expected.push_back(run->stress->top1[answer]);
  }
  options.data.data = folder.write_text("photos.csv", manifest);
  options.data.limit = 0;
  options.preprocessing.preset = "stretch";
  options.stress.reset();
  const auto shown = observe(model, options, {}, partial);
  ASSERT_TRUE(shown.has_value()) << message_of(shown);
  ASSERT_EQ(shown->predictions.best.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(shown->predictions.best[i][0], expected[i]) << i;
}

TEST(StressRun, takes_accuracy_of_a_real_model) {
  const std::filesystem::path data = real_data();
  muster::Run partial;
  const auto run = observe(data / "tflite/mobilenet_v1_0.25_128_quant.tflite", options_of(data), {}, partial);
  ASSERT_TRUE(run.has_value()) << message_of(run);
  const auto view = view_stress(*run);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->photos, 20U);
  EXPECT_EQ(view->drawn_from, 40U);
  EXPECT_GT(view->drop.value, 0);
  EXPECT_LT(view->kinds[0].accuracy[4].value, view->clean.value);
}

}  // namespace
}  // namespace muster
