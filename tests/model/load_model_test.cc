#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "model/model_test_support.h"
#include "support/tflite_builder.h"

namespace muster {
namespace {

using testing::HasSubstr;

TEST(LoadModel, names_the_missing_file) {
  const auto model = load_model("/nowhere/model.tflite");
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(model.error().message, HasSubstr("/nowhere/model.tflite"));
}

TEST(LoadModel, refuses_an_empty_file) {
  const auto model = load_bytes({});
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::kMalformed);
  EXPECT_THAT(model.error().message, HasSubstr("the file is empty"));
}

TEST(LoadModel, refuses_random_bytes) {
  std::mt19937 random(1);
  std::vector<std::byte> bytes(10'000);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  const auto model = load_bytes(bytes);
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::kMalformed);
  EXPECT_THAT(model.error().message, HasSubstr("offset 4: no \"TFL3\""));
}

TEST(LoadModel, refuses_every_truncation) {
  const std::vector<std::byte> whole = build_tflite();
  for (std::size_t part = 0; part < 64; ++part) {
    const auto model = load_bytes(std::span(whole).first(whole.size() * part / 64));
    ASSERT_FALSE(model) << part;
    EXPECT_EQ(model.error().code, ErrorCode::kMalformed);
  }
}

// Nearly all of these files are read or refused; what counts is that nothing crashes or hangs, best seen under
// sanitizers.
TEST(LoadModel, survives_flipped_bytes) {
  TfliteRecipe recipe = labelled_classifier();
  recipe.normalisation = Normalisation{{127.5F}, {127.5F}};
  const std::vector<std::byte> whole = build_tflite(recipe);
  std::mt19937 random(20240501);
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::byte> bytes = whole;
    for (int flips = 1 + static_cast<int>(random() % 4); flips > 0; --flips)
      bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    if (!load_bytes(bytes)) ++refused;
  }
  EXPECT_GT(refused, 100);
}

TEST(LoadModel, states_digest_and_sizes) {
  const std::vector<std::byte> bytes = build_tflite();
  const Model model = load_bytes(bytes).value_or(Model{});
  EXPECT_EQ(model.file_bytes, bytes.size());
  EXPECT_GT(model.store_bytes, 100U);
  EXPECT_LT(model.store_bytes, bytes.size());
  EXPECT_EQ(model.sha256.size(), 64U);
}

}  // namespace
}  // namespace muster
