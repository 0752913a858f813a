#include "runtime/litert_session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/formats.h"
#include "support/colour_models.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::HasSubstr;

Result<std::unique_ptr<Session>> open(const ColourScene& scene, const ImageSize& size) {
  MUSTER_TRY(const Model model, load_model_to_run(scene.model, size));
  return open_litert(model, {1, size});
}

/// The mean of an image whose first channel is 1 in its left half, and whose second is ½ everywhere.
std::vector<float> run(Session& session, int height, int width) {
  std::vector<float> image;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) image.insert(image.end(), {x < width / 2 ? 1.0F : 0.0F, 0.5F, 0.0F});
  std::vector<float> means(3);
  const std::vector<std::span<const std::byte>> inputs{std::as_bytes(std::span(image))};
  const std::vector<std::span<std::byte>> outputs{std::as_writable_bytes(std::span(means))};
  EXPECT_TRUE(session.run(inputs, outputs).has_value());
  return means;
}

TEST(LitertSession, runs_a_free_input_in_the_size_that_is_chosen) {
  for (const auto& shape : {std::vector<std::int64_t>{-1, -1, -1, 3}, std::vector<std::int64_t>{1, 1, 1, 3}}) {
    const ColourScene scene(mean_colours(shape));
    for (const ImageSize size : {ImageSize{32, 48, 0}, ImageSize{8, 8, 0}}) {
      const auto session = open(scene, size);
      ASSERT_TRUE(session.has_value()) << session.error().message;
      EXPECT_THAT((*session)->inputs()[0].shape, ElementsAre(1, size.height, size.width, 3));
      EXPECT_THAT((*session)->outputs()[0].shape, ElementsAre(1, 3));
      EXPECT_THAT(run(**session, size.height, size.width),
                  ElementsAre(FloatNear(0.5F, 1e-5F), FloatNear(0.5F, 1e-5F), FloatNear(0, 1e-5F)));
    }
  }
}

TEST(LitertSession, runs_a_free_input_in_the_files_own_size_where_it_has_one) {
  TfliteRecipe recipe = mean_colours({-1, -1, -1, 3});
  recipe.default_input_shape = {1, 20, 10, 3};
  const auto session = open(ColourScene(recipe), {});
  ASSERT_TRUE(session.has_value()) << session.error().message;
  EXPECT_THAT((*session)->inputs()[0].shape, ElementsAre(1, 20, 10, 3));
}

TEST(LitertSession, refuses_to_run_a_free_input_in_no_size) {
  const auto session = open(ColourScene(mean_colours({-1, -1, -1, 3})), {});
  ASSERT_FALSE(session.has_value());
  EXPECT_THAT(session.error().message, HasSubstr("--input-size"));
}

TEST(LitertSession, runs_a_free_batch_as_one) {
  const auto session = open(ColourScene(mean_colours({-1, 16, 16, 3})), {});
  ASSERT_TRUE(session.has_value()) << session.error().message;
  EXPECT_THAT((*session)->inputs()[0].shape, ElementsAre(1, 16, 16, 3));
}

}  // namespace
}  // namespace muster
