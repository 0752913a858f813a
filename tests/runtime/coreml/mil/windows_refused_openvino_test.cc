// Convolutions, pools and resized pictures that are refused.
#include "runtime/coreml/mil/refused_operation.h"

namespace muster {
namespace {

using namespace program;

constexpr auto kUnsupported = ErrorCode::kUnsupported;

const std::vector<Argument> kX{input({1, 2, 4, 4})};
const std::vector<Argument> kFilters{floats({3, 2, 2, 2})};

std::vector<Argument> of(std::vector<std::int32_t> values) {
  return {integers(values)};
}

RefusedOperation conv(const std::string& name, Arguments more, const std::string& reason,
                      ErrorCode code = ErrorCode::kMalformed) {
  more.insert(more.begin(), {{"x", kX}, {"weight", kFilters}});
  return {"conv_" + name, "conv", more, reason, code};
}

RefusedOperation pool(const std::string& name, Arguments more, const std::string& reason,
                      ErrorCode code = ErrorCode::kMalformed) {
  more.insert(more.begin(), {"x", kX});
  return {"pool_" + name, "max_pool", more, reason, code};
}

const std::vector<RefusedOperation> kCases{
    conv("negative_stride", {{"strides", of({1, -1})}}, "stride or dilation below 1"),
    conv("no_stride", {{"strides", of({0, 1})}}, "stride or dilation below 1"),
    conv("huge_dilation", {{"dilations", of({1 << 30, 1})}}, "far too large"),
    conv("one_stride", {{"strides", of({1})}}, "'strides' has 1 values and not 2"),
    conv("empty_strides", {{"strides", of({})}}, "'strides' has 0 values and not 2"),
    conv("fractional_strides", {{"strides", {floats({2})}}}, "'strides' is no whole number"),
    conv("negative_pad", {{"pad_type", {text("custom")}}, {"pad", of({0, 0, -1, 0})}}, "a pad that is negative"),
    conv("huge_pad", {{"pad_type", {text("custom")}}, {"pad", of({0, 1 << 30, 0, 0})}}, "far too large"),
    conv("no_pads", {{"pad_type", {text("custom")}}}, "it has no 'pad'"),
    conv("pad_type", {{"pad_type", {text("\033[2J")}}}, R"(pad_type '\x1B[2J' is not supported)", kUnsupported),
    conv("pad_type_of_numbers", {{"pad_type", of({1})}}, "'pad_type' is no text"),
    conv("groups", {{"groups", {integer(2)}}}, "cannot be divided into its groups"),
    conv("negative_groups", {{"groups", {integer(-1)}}}, "cannot be divided into its groups"),
    conv("bias", {{"bias", {floats({2})}}}, "'bias' has not one value for each channel"),
    conv("text_as_bias", {{"bias", {text("a")}}}, "'bias' is text"),
    conv("computed_strides", {{"strides", {input({2})}}}, "only a constant is supported", kUnsupported),
    conv("surprise", {{"surprise", {number(1)}}}, "'surprise' is not supported", kUnsupported),
    {"conv_of_other_channels", "conv", {{"x", {input({1, 3, 4, 4})}}, {"weight", kFilters}}, "channel"},
    {"conv_of_a_vector", "conv", {{"x", kX}, {"weight", {floats({3})}}}, "dimensions", kUnsupported},
    {"conv_larger_than_x", "conv", {{"x", {input({1, 2, 1, 1})}}, {"weight", kFilters}}, ""},
    {"conv_without_filters", "conv", {{"x", kX}}, "it has no 'weight'"},
    {"conv_transpose_output",
     "conv_transpose",
     {{"x", kX}, {"weight", {floats({2, 3, 2, 2})}}, {"output_shape", of({1, 3, 90, 5})}},
     "'output_shape' does not follow"},
    {"conv_transpose_same_lower",
     "conv_transpose",
     {{"x", kX}, {"weight", {floats({2, 3, 2, 2})}}, {"pad_type", {text("same_lower")}}},
     "same_lower",
     kUnsupported},
    pool("no_kernel", {}, "it has no 'kernel_sizes'"),
    pool("empty_kernel", {{"kernel_sizes", of({})}}, "a kernel of no dimensions", kUnsupported),
    pool("zero_kernel", {{"kernel_sizes", of({0, 2})}}, "a kernel, stride or dilation below 1"),
    pool("negative_kernel", {{"kernel_sizes", of({2, -2})}}, "a kernel, stride or dilation below 1"),
    pool("one_kernel", {{"kernel_sizes", of({2})}}, ""),
    pool("no_stride", {{"kernel_sizes", of({2, 2})}, {"strides", of({0, 0})}}, "stride or dilation below 1"),
    pool("surprise", {{"kernel_sizes", of({2, 2})}, {"surprise", {flag(true)}}}, "'surprise'", kUnsupported),
    {"l2_of_windows_that_stick_out",
     "l2_pool",
     {{"x", kX}, {"kernel_sizes", of({3, 3})}, {"strides", of({2, 2})}, {"ceil_mode", {flag(true)}}},
     "'ceil_mode' of an L2 pooling",
     kUnsupported},
    {"average_with_huge_pads",
     "avg_pool",
     {{"x", kX},
      {"kernel_sizes", of({2, 2})},
      {"pad_type", {text("custom")}},
      {"pad", of({99999, 99999, 99999, 99999})},
      {"ceil_mode", {flag(true)}}},
     "far too large",
     kUnsupported},
    {"resize_of_a_vector", "resize_bilinear", {{"x", {input({4})}}}, "x has not four dimensions"},
    {"resize_to_nothing",
     "resize_bilinear",
     {{"x", kX}, {"target_size_height", {integer(0)}}, {"target_size_width", {integer(2)}}},
     "a size that is not positive"},
    {"resize_far",
     "resize_nearest_neighbor",
     {{"x", kX}, {"target_size_height", {integer(65536)}}, {"target_size_width", {integer(65536)}}},
     "far too large",
     kUnsupported},
    {"resize_mode",
     "resize_bilinear",
     {{"x", kX},
      {"target_size_height", {integer(8)}},
      {"target_size_width", {integer(8)}},
      {"sampling_mode", {text("CUBIC")}}},
     "sampling_mode 'CUBIC' is not supported",
     kUnsupported},
    {"resize_by_matrices",
     "resize_bilinear",
     {{"x", {input({1, 1, 4096, 1})}}, {"target_size_height", {integer(4096)}}, {"target_size_width", {integer(1)}}},
     "too large for sampling_mode DEFAULT",
     kUnsupported},
    {"resize_of_no_dimensions",
     "resize",
     {{"x", kX}, {"shape", of({8, 8})}, {"resized_dims", {integer(3)}}},
     "'shape' does not fit 'resized_dims'"},
    {"resize_of_negative_dimensions",
     "resize",
     {{"x", kX}, {"shape", of({8, 8})}, {"resized_dims", {integer(-1)}}},
     "'shape' does not fit 'resized_dims'"},
    {"upsample_by_infinity",
     "upsample_nearest_neighbor",
     {{"x", kX}, {"scale_factor_height", {number(std::numeric_limits<float>::infinity())}}},
     "a size that is not positive, or far too large"},
    {"upsample_by_nan",
     "upsample_bilinear",
     {{"x", kX}, {"scale_factor_width", {number(std::numeric_limits<float>::quiet_NaN())}}},
     "a size that is not positive, or far too large"},
    {"upsample_surprise", "upsample_bilinear", {{"x", kX}, {"surprise", {flag(true)}}}, "'surprise'", kUnsupported},
};

/// What is constant is worked out at once only where that is quick.
TEST(Windows, of_constants_may_be_huge) {
  const CoremlFile file = program_of(
      "avg_pool", {{"x", {floats({1, 1, 2, 2})}}, {"kernel_sizes", of({99999, 99999})}, {"pad_type", {text("same")}}});
  EXPECT_TRUE(translate_program(file.message, file));
}

TEST_P(RefusedOperationTest, says_why) {
  expect_refused(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Windows, RefusedOperationTest, testing::ValuesIn(kCases), name_of);

}  // namespace
}  // namespace muster
