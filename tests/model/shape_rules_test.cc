#include "model/shape_rules.h"

#include <gtest/gtest.h>

#include <limits>

#include "model/window_size.h"

namespace muster {
namespace {

TEST(ShapeRules, join_broadcast_and_multiply) {
  EXPECT_EQ(joined({Shape{1, 2, 4}, Shape{1, 3, 4}}, -2), (Shape{1, 5, 4}));
  EXPECT_EQ(joined({Shape{1, 2}, Shape{1, 2}}, 2), std::nullopt);
  EXPECT_EQ(broadcast({Shape{3, 1}, Shape{2, 1, 4}}), (Shape{2, 3, 4}));
  EXPECT_EQ(matrix_product({2, 3, 4}, {4, 5}), (Shape{2, 3, 5}));
  EXPECT_EQ(matrix_product({3, 4}, {3, 4}), std::nullopt);
}

TEST(ShapeRules, reshape_to_as_many_elements_or_not_at_all) {
  EXPECT_EQ(reshaped({1, 3, 4}, {0, -1}), (Shape{1, 12}));
  EXPECT_EQ(reshaped({1, 3, 4}, {5, -1}), std::nullopt);
  EXPECT_EQ(reshaped({1, 3, 4}, {11}), std::nullopt);
}

TEST(ShapeRules, know_only_sizes_whose_products_do_not_overflow) {
  EXPECT_EQ(checked(Shape{1, 8}), (Shape{1, 8}));
  for (const std::int64_t size : {std::int64_t{-1}, std::int64_t{0}, std::numeric_limits<std::int64_t>::max()})
    EXPECT_EQ(checked(Shape{1, size}), std::nullopt);
}

// Against PyTorch's formulas (torch.nn.Conv2d, MaxPool2d with ceil_mode, ConvTranspose2d).
TEST(WindowSize, follows_kernel_stride_dilation_and_padding) {
  EXPECT_EQ(window_size(224, {3, 2, 1, 2}), 112);
  EXPECT_EQ(window_size(9, {3, 2, 2, 0}), 3);
  EXPECT_EQ(window_size(2, {3, 1, 1, 0}), std::nullopt);
  EXPECT_EQ(window_size(8, {3, 0, 1, 0}), std::nullopt);
  EXPECT_EQ(window_size_with_last(112, {3, 2, 1, 0}, 0), 56);
  EXPECT_EQ(window_size_with_last(3, {1, 2, 1, 2}, 1), 2) << "no window begins behind the input";
  EXPECT_EQ(same_size(7, {3, 2, 1, 0}), 4);
  EXPECT_EQ(transposed_size(4, {2, 2, 1, 0}), 8);
}

}  // namespace
}  // namespace muster
