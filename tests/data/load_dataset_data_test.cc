// The 500 real ImageNet photos' manifest, with a classifier of 1001 outputs.
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "data/load_dataset.h"
#include "support/classifier_facts.h"
#include "support/message_of.h"
#include "support/real_data.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class ImageNet500 : public testing::Test {
 protected:
  void SetUp() override {
    root_ = real_data();
    options_.data = root_ / "imagenet-500/labels.csv";
  }

  std::filesystem::path root_;
  DataOptions options_;
};

TEST_F(ImageNet500, has_every_even_class_once_behind_the_background) {
  options_.labels = root_ / "tflite/imagenet_labels.txt";
  const auto dataset = load_dataset(options_, classifier_facts(1001));
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_EQ(dataset->background, 0);
  ASSERT_EQ(dataset->class_names.size(), 1000U);
  EXPECT_EQ(dataset->class_names[0], "tench, Tinca tinca");
  EXPECT_EQ(dataset->class_names[134], "crane") << "twice in the labels, told apart by index";
  EXPECT_EQ(dataset->class_names[517], "crane");
  ASSERT_EQ(dataset->size(), 500U);
  const std::set<std::uint32_t> classes(dataset->classes.begin(), dataset->classes.end());
  EXPECT_EQ(classes.size(), 500U);
  for (const std::uint32_t index : classes) EXPECT_EQ(index % 2, 0U);
  EXPECT_TRUE(std::filesystem::is_regular_file(dataset->file(499)));
  EXPECT_THAT(dataset->warnings, IsEmpty());
}

TEST_F(ImageNet500, holds_59_dogs) {
  options_.labels = root_ / "tflite/imagenet_labels_1000.txt";
  options_.class_groups = {"dog=151-268"};
  const auto dataset = load_dataset(options_, classifier_facts(1000));
  ASSERT_TRUE(dataset) << message_of(dataset);
  const auto groups = parse_class_groups(options_, dataset->class_names);
  ASSERT_TRUE(groups) << message_of(groups);
  const std::set<std::uint32_t> dogs(groups->at(0).classes.begin(), groups->at(0).classes.end());
  EXPECT_EQ(std::ranges::count_if(dataset->classes, [&](std::uint32_t index) { return dogs.contains(index); }), 59);
}

TEST_F(ImageNet500, asks_for_background_without_labels) {
  EXPECT_THAT(message_of(load_dataset(options_, classifier_facts(1001))), HasSubstr("--background first"));
}

TEST_F(ImageNet500, is_no_folder_of_class_folders) {
  options_.data = root_ / "imagenet-500";
  EXPECT_THAT(message_of(load_dataset(options_, classifier_facts(1000))),
              HasSubstr("no class folders, but labels.csv"));
}

}  // namespace
}  // namespace muster
