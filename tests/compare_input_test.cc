#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <functional>
#include <limits>

#include "data/npy.h"
#include "muster/verbs.h"
#include "support/temporary_file.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::size_t kSide = 6;

/// A picture without symmetry: channel c of the pixel in row y and column x.
float pixel(std::size_t y, std::size_t x, std::size_t c) {
  return static_cast<float>((7 * y * y + 3 * x + 11 * x * y + 29 * c * (1 + y)) % 97);
}

using Picture = std::function<float(std::size_t y, std::size_t x, std::size_t c)>;

Examination examined(const Picture& picture) {
  Examination examination;
  examination.input = {"image", ElementType::kFloat32, {1, kSide, kSide, 3}, std::nullopt};
  std::vector<float> values;
  for (std::size_t y = 0; y < kSide; ++y)
    for (std::size_t x = 0; x < kSide; ++x)
      for (std::size_t c = 0; c < 3; ++c) values.push_back(picture(y, x, c));
  examination.tensor.resize(values.size() * sizeof(float));
  std::memcpy(examination.tensor.data(), values.data(), examination.tensor.size());
  return examination;
}

/// What is said of an app that feeds that picture where we feed pixel().
std::vector<std::string> said_of(const Picture& app) {
  const Examination theirs = examined(app);
  const TemporaryFile file(render_npy(theirs.input, theirs.tensor), ".npy");
  return compare_input(examined(pixel), file.path()).value();
}

TEST(CompareInput, says_when_all_is_equal) {
  EXPECT_THAT(said_of(pixel), ElementsAre(HasSubstr("equal: all 108 numbers")));
}

TEST(CompareInput, names_another_mean_and_std) {
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(y, x, c) / 2 - 1; }),
              ElementsAre(HasSubstr("different"), HasSubstr("app ≈ 0.5 × ours − 1")));
}

TEST(CompareInput, finds_a_small_difference_of_mean_in_floats) {
  const auto with = [](float mean, float std) {
    return [=](auto y, auto x, auto c) { return (pixel(y, x, c) - mean) / std; };
  };
  const Examination theirs = examined(with(127, 128));
  const TemporaryFile file(render_npy(theirs.input, theirs.tensor), ".npy");
  EXPECT_THAT(compare_input(examined(with(127.5F, 127.5F)), file.path()).value().at(1),
              HasSubstr("mean or std differ"));
}

TEST(CompareInput, names_other_means_channel_by_channel) {
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(y, x, c) - 10 * static_cast<float>(c * c); }),
              ElementsAre(HasSubstr("different"), HasSubstr("1 × ours + 0; 1 × ours − 10; 1 × ours − 40, channel")));
}

TEST(CompareInput, blames_no_mean_for_another_resize) {
  EXPECT_THAT(said_of([](auto y, auto x, auto c) {
                return pixel(y, x, c) + static_cast<float>((5 * y + 7 * x + 3 * c) % 5) - 2;
              }),
              ElementsAre(HasSubstr("different"), HasSubstr("nearly the same picture: the resize filter")));
}

TEST(CompareInput, forgives_rounding) {
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(y, x, c) + (x == 2 ? 1.0F : 0.0F); }),
              ElementsAre(HasSubstr("different"), "the same but for rounding"));
}

TEST(CompareInput, takes_no_shift_for_rounding) {
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(y, x, c) + 1; }),
              ElementsAre(HasSubstr("different"), HasSubstr("app ≈ 1 × ours + 1 (mean or std differ)")));
}

TEST(CompareInput, names_swapped_colours) {
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(y, x, 2 - c); }),
              ElementsAre(HasSubstr("different"), HasSubstr("BGR")));
}

TEST(CompareInput, names_swapped_colours_together_with_other_numbers) {
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(y, x, 2 - c) / 2 - 1; }),
              ElementsAre(HasSubstr("different"), HasSubstr("BGR"), HasSubstr("0.5 × ours − 1 (mean or std differ)")));
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(y, x, 2 - c) - 40.0F * static_cast<float>(c); }),
              ElementsAre(HasSubstr("different"), HasSubstr("BGR"), HasSubstr("channel by channel")));
}

TEST(CompareInput, names_how_the_picture_is_turned) {
  constexpr std::size_t kLast = kSide - 1;
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(kLast - x, y, c); }),
              ElementsAre(HasSubstr("different"), HasSubstr("turned by 90° clockwise")));
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(kLast - y, kLast - x, c); }),
              ElementsAre(HasSubstr("different"), HasSubstr("turned by 180°")));
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(x, kLast - y, c); }),
              ElementsAre(HasSubstr("different"), HasSubstr("turned by 90° anticlockwise")));
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel(y, kLast - x, c); }),
              ElementsAre(HasSubstr("different"), HasSubstr("picture is mirrored:")));
}

TEST(CompareInput, blames_numbers_that_are_none) {
  EXPECT_THAT(
      said_of([](auto y, auto x, auto c) { return y == 2 ? std::numeric_limits<float>::quiet_NaN() : pixel(y, x, c); }),
      ElementsAre(HasSubstr("18 of the app's 108 numbers are not numbers (NaN)")));
}

TEST(CompareInput, names_a_tensor_without_a_picture) {
  EXPECT_THAT(said_of([](auto, auto, auto) { return 0.0F; }), ElementsAre(HasSubstr("all of the app's numbers are 0")));
  EXPECT_THAT(said_of([](auto y, auto x, auto c) {
                return y + x == 0 ? std::numeric_limits<float>::infinity() : pixel(y, x, c);
              }),
              ElementsAre(HasSubstr("or infinite")));
}

TEST(CompareInput, admits_that_it_finds_no_single_cause) {
  EXPECT_THAT(said_of([](auto y, auto x, auto c) { return pixel((y * 5 + x) % kSide, x, c); }),
              ElementsAre(HasSubstr("different"), HasSubstr("no single cause found")));
}

}  // namespace
}  // namespace muster
