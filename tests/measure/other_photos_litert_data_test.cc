// Real photos on both sides, some of them edited, and a real model on the rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/file.h"
#include "base/table_reader.h"
#include "image/decode.h"
#include "muster/muster.h"
#include "support/pictures.h"
#include "support/real_data.h"
#include "support/run_builder.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

/// The photos and classes of the manifest.
std::vector<std::pair<std::filesystem::path, std::string>> labelled_photos() {
  std::vector<std::pair<std::filesystem::path, std::string>> photos;
  const auto folder = real_data() / "imagenet-500";
  auto csv = TableReader::open(folder / "labels.csv");
  std::vector<std::string> fields;
  while (csv && csv->next(fields).value_or(false))
    photos.emplace_back(folder / fields[*csv->column("path")], fields[*csv->column("class_index")]);
  return photos;
}

/// Mirrored and darkened, as a BMP.
std::string edited(const std::filesystem::path& photo) {
  const Image image = *decode_image(*read_file(photo, std::uint64_t{1} << 30U));
  return bmp_of(changed(image, image.width, image.height, [](const Image& from, int x, int y, int channel) {
    return static_cast<std::uint8_t>(pixel(from, from.width - 1 - x, y, channel) * 4 / 5);
  }));
}

TEST(OtherPhotos, of_a_real_training_set_are_set_aside_whether_edited_or_not) {
  const TempFolder folder;
  const auto photos = labelled_photos();
  ASSERT_GE(photos.size(), 150U);
  std::string train = "path,class_index\n", test = train;
  for (std::size_t i = 0; i < 80; ++i) train += csv_field(photos[i].first.string()) + ',' + photos[i].second + '\n';
  for (std::size_t i = 70; i < 150; ++i) test += csv_field(photos[i].first.string()) + ',' + photos[i].second + '\n';
  for (std::size_t i = 0; i < 10; ++i)
    test += csv_field(folder.write_text(std::to_string(i) + ".bmp", edited(photos[i].first)).string()) + ',' +
            photos[i].second + '\n';
  CheckOptions options;
  options.models = {real_data() / "tflite/mobilenet_v1_0.25_128_quant.tflite"};
  options.data.data = folder.write_text("test.csv", test);
  options.data.labels = real_data() / "tflite/imagenet_labels.txt";
  options.train = folder.write_text("train.csv", train).string();
  options.preprocessing.preset = "pillow";
  options.run.latency = false;
  const Report report = check(options, {});
  ASSERT_FALSE(report.error.has_value()) << report.error->message;
  const ModelReport& model = report.models.at(0);
  ASSERT_TRUE(model.run.leaks);
  const auto& leaks = model.run.leaks->leaks;
  EXPECT_EQ(leaks.size(), 20U);
  EXPECT_EQ(std::ranges::count_if(leaks, [](const Leak& leak) { return leak.edits.front() == Edit::kMirrored; }), 10);
  EXPECT_EQ(std::ranges::count_if(leaks, [](const Leak& leak) { return leak.edits.front() == Edit::kSameFile; }), 10);
  EXPECT_EQ(testing::measurement_of(model, "top1_accuracy").estimate.count, 70U);
  EXPECT_EQ(testing::measurement_of(model, "top1_accuracy_with_leaks").estimate.count, 90U);
  EXPECT_EQ(testing::measurement_of(model, "train_top1_accuracy").estimate.count, 80U);
}

}  // namespace
}  // namespace muster
