#include "muster/tensor.h"

#include <gtest/gtest.h>

namespace muster {
namespace {

TensorSpec tensor(std::vector<std::int64_t> shape, bool channels_first) {
  return {"x", ElementType::kFloat32, std::move(shape), std::nullopt, channels_first};
}

TEST(ImageSize, is_told_by_where_the_channels_stand) {
  const auto last = image_size(tensor({1, 20, 30, 3}, false));
  ASSERT_TRUE(last);
  EXPECT_EQ(last->height, 20);
  EXPECT_EQ(last->width, 30);
  EXPECT_EQ(last->channels, 3);
  for (const auto& shape : {std::vector<std::int64_t>{1, 1, 20, 30}, {-1, 1, 20, 30}, {1, 20, 30}}) {
    const auto first = image_size(tensor(shape, true));
    ASSERT_TRUE(first);
    EXPECT_EQ(first->height, 20);
    EXPECT_EQ(first->width, 30);
    EXPECT_EQ(first->channels, 1);
  }
}

TEST(ImageSize, is_none_where_the_tensor_is_no_single_image) {
  for (const auto& shape :
       {std::vector<std::int64_t>{2, 20, 30, 3}, {1, 20, 30, 4}, {1, -1, -1, 3}, {1, 1 << 20, 30, 3}, {20, 30, 3}, {}})
    EXPECT_FALSE(image_size(tensor(shape, false)));
  EXPECT_FALSE(image_size(tensor({1, 20, 30, 3}, true)));
}

}  // namespace
}  // namespace muster
