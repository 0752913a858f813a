#include "data/npy.h"

#include <gtest/gtest.h>

#include <cstring>

namespace muster {
namespace {

TEST(Npy, reads_back_what_it_wrote) {
  const TensorSpec spec{"in", ElementType::kFloat32, {1, 1, 2, 3}, std::nullopt};
  const float values[] = {1, -2, 3.5F, 0, 1e-3F, 255};
  const auto array = parse_npy(to_npy(spec, std::as_bytes(std::span(values))), "test");
  ASSERT_TRUE(array.has_value()) << array.error().message;
  EXPECT_EQ(array->type, "<f4");
  EXPECT_EQ(array->shape, (std::vector<std::int64_t>{1, 1, 2, 3}));
  EXPECT_EQ(array->values, (std::vector<double>{1, -2, 3.5, 0, static_cast<double>(1e-3F), 255}));
}

TEST(Npy, aligns_its_data_to_64_bytes_as_the_format_asks) {
  const TensorSpec spec{"in", ElementType::kUInt8, {3}, std::nullopt};
  const std::byte values[3]{};
  EXPECT_EQ((to_npy(spec, values).size() - 3) % 64, 0U);
}

TEST(Npy, survives_every_truncation) {
  const TensorSpec spec{"in", ElementType::kInt8, {2, 2}, std::nullopt};
  const std::byte values[4]{};
  const std::string whole = to_npy(spec, values);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(parse_npy(whole.substr(0, size), "test").has_value()) << size;
}

TEST(Npy, refuses_fortran_order_and_objects) {
  const TensorSpec spec{"in", ElementType::kUInt8, {4}, std::nullopt};
  const std::byte values[4]{};
  std::string fortran = to_npy(spec, values), object = fortran;
  fortran.replace(fortran.find("False"), 5, "True ");
  object.replace(object.find("|u1"), 3, "|O8");
  EXPECT_FALSE(parse_npy(fortran, "test").has_value());
  EXPECT_FALSE(parse_npy(object, "test").has_value());
}

}  // namespace
}  // namespace muster
