#include "one_layer.h"

/// Layers that look at height and width: convolution, pooling, padding, resizing.
namespace muster {
namespace {

const std::string kNoPadding = " valid { paddingAmounts {} }";
const std::string kPadded =
    " valid { paddingAmounts { borderAmounts { startEdgeSize: 1 } borderAmounts { startEdgeSize: 1 } } }";
const Array kSquare = counting({1, 1, 3, 3});  // 0 1 2 / 3 4 5 / 6 7 8
const Array kTwo{{1, 1, 1, 2}, {1, 5}};

std::string convolution(const std::string& rest) {
  return "convolution { outputChannels: 1 kernelChannels: 1 " + rest + " }";
}

const std::vector<LayerCase> kCases{
    {"convolution",
     convolution("kernelSize: [2, 2] hasBias: true bias { floatValue: 0.5 } weights { floatValue: [1, 2, 3, 4] }" +
                 kNoPadding),
     {kSquare},
     {{1, 1, 2, 2}, {27.5, 37.5, 57.5, 67.5}}},
    {"convolution_padded",
     convolution("kernelSize: [2, 2] stride: [2, 2] weights { floatValue: [1, 2, 3, 4] }" + kPadded),
     {kSquare},
     {{1, 1, 2, 2}, {0, 11, 30, 67}}},
    {"convolution_dilated",
     convolution("kernelSize: [2, 2] dilationFactor: [2, 2] weights { floatValue: [1, 2, 3, 4] }" + kNoPadding),
     {kSquare},
     {{1, 1, 1, 1}, {0 + 4 + 18 + 32}}},
    {"convolution_same",
     convolution("kernelSize: [1, 2] weights { floatValue: [1, 10] } same {}"),
     {kTwo},
     {{1, 1, 1, 2}, {51, 5}}},
    {"convolution_same_top_left",
     convolution("kernelSize: [1, 2] weights { floatValue: [1, 10] } same { asymmetryMode: TOP_LEFT_HEAVY }"),
     {kTwo},
     {{1, 1, 1, 2}, {10, 51}}},
    {"convolution_of_groups",
     "convolution { outputChannels: 2 kernelChannels: 1 nGroups: 2 kernelSize: [1, 1] weights { floatValue: [3, 4] }" +
         kNoPadding + "}",
     {counting({1, 2, 1, 2})},
     {{1, 2, 1, 2}, {0, 3, 8, 12}}},
    {"convolution_rank_5",
     convolution("kernelSize: [1, 2] weights { floatValue: [1, 10] }" + kNoPadding),
     {counting({2, 1, 1, 1, 2})},
     {{2, 1, 1, 1, 1}, {10, 32}}},
    {"deconvolution",
     convolution("isDeconvolution: true kernelSize: [1, 2] stride: [1, 2] weights { floatValue: [1, 10] }" +
                 kNoPadding),
     {kTwo},
     {{1, 1, 1, 4}, {1, 10, 5, 50}}},
    {"deconvolution_of_groups",
     "convolution { isDeconvolution: true outputChannels: 2 kernelChannels: 2 nGroups: 2 kernelSize: [1, 2] "
     "outputShape: [1, 2] weights { floatValue: [1, 10, 2, 20] }" +
         kNoPadding + "}",
     {{{1, 2, 1, 1}, {1, 3}}},
     {{1, 2, 1, 2}, {1, 10, 6, 60}}},
    {"deconvolution_same",
     convolution(
         "isDeconvolution: true kernelSize: [1, 3] stride: [1, 2] weights { floatValue: [1, 10, 100] } same {}"),
     {kTwo},  // 1 10 105 50 500, less one at the right
     {{1, 1, 1, 4}, {1, 10, 105, 50}}},
    {"pooling_max", "pooling { kernelSize: [2, 2]" + kNoPadding + "}", {kSquare}, {{1, 1, 2, 2}, {4, 5, 7, 8}}},
    {"pooling_average",
     "pooling { type: AVERAGE kernelSize: [2, 2] stride: [2, 2]" + kPadded + "}",
     {kSquare},
     {{1, 1, 2, 2}, {0, 0.75, 2.25, 6}}},
    {"pooling_average_excluding",
     "pooling { type: AVERAGE kernelSize: [2, 2] stride: [2, 2] avgPoolExcludePadding: true" + kPadded + "}",
     {kSquare},
     {{1, 1, 2, 2}, {0, 1.5, 4.5, 6}}},
    {"pooling_same",
     "pooling { type: AVERAGE kernelSize: [1, 2] avgPoolExcludePadding: true same { asymmetryMode: TOP_LEFT_HEAVY } }",
     {kTwo},
     {{1, 1, 1, 2}, {1, 3}}},
    {"pooling_l2",
     "pooling { type: L2 kernelSize: [1, 2]" + kNoPadding + "}",
     {{{1, 1, 1, 2}, {3, -4}}},
     {{1, 1, 1, 1}, {5}}},
    {"pooling_last_pixel",
     "pooling { kernelSize: [2, 2] stride: [2, 2] includeLastPixel { paddingAmounts: [0, 0] } }",
     {kSquare},
     {{1, 1, 2, 2}, {4, 5, 7, 8}}},
    {"pooling_last_pixel_average",  // what sticks out is not counted, padding is
     "pooling { type: AVERAGE kernelSize: [1, 2] stride: [1, 2] includeLastPixel { paddingAmounts: [0, 1] } }",
     {counting({1, 1, 1, 4})},
     {{1, 1, 1, 3}, {0, 1.5, 1.5}}},
    {"pooling_global",
     "pooling { type: AVERAGE globalPooling: true kernelSize: [0, 0]" + kNoPadding + "}",
     {kSquare},
     {{1, 1, 1, 1}, {4}}},
    {"padding",
     "padding { constant { value: 9 } paddingAmounts { borderAmounts { endEdgeSize: 1 } borderAmounts { startEdgeSize: "
     "1 } } }",
     {counting({1, 2})},
     {{2, 3}, {9, 0, 1, 9, 9, 9}}},
    {"padding_reflection",
     "padding { reflection {} paddingAmounts { borderAmounts {} borderAmounts { startEdgeSize: 2 } } }",
     {counting({1, 3})},
     {{1, 5}, {2, 1, 0, 1, 2}}},
    {"padding_replication",
     "padding { replication {} paddingAmounts { borderAmounts {} borderAmounts { endEdgeSize: 2 } } }",
     {counting({1, 3})},
     {{1, 5}, {0, 1, 2, 2, 2}}},
    {"constant_pad",
     "constantPad { value: 7 padAmounts: [0, 1, 2, 0] }",
     {counting({1, 1})},
     {{2, 3}, {7, 7, 0, 7, 7, 7}}},
    {"upsample_nearest",
     "upsample { scalingFactor: [2, 3] }",
     {counting({1, 1, 2})},
     {{1, 2, 6}, {0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1}}},
    {"upsample_default",
     "upsample { scalingFactor: [1, 2] mode: BILINEAR }",
     {counting({1, 1, 2})},
     {{1, 1, 4}, {0, 0.5, 1, 1}}},
    {"upsample_aligned",
     "upsample { scalingFactor: [1, 2] mode: BILINEAR linearUpsampleMode: ALIGN_CORNERS_TRUE }",
     {{{1, 1, 2}, {0, 3}}},
     {{1, 1, 4}, {0, 1, 2, 3}}},
    {"upsample_centred",
     "upsample { fractionalScalingFactor: [1, 2] mode: BILINEAR linearUpsampleMode: ALIGN_CORNERS_FALSE }",
     {{{1, 1, 2}, {0, 4}}},
     {{1, 1, 4}, {0, 1, 3, 4}}},
    {"resize_strict", "resizeBilinear { targetSize: [1, 3] mode {} }", {{{1, 1, 2}, {0, 4}}}, {{1, 1, 3}, {0, 2, 4}}},
    {"resize_align_one",
     "resizeBilinear { targetSize: [1, 1] mode { samplingMethod: ALIGN_ENDPOINTS_MODE } }",
     {{{1, 1, 2}, {0, 4}}},
     {{1, 1, 1}, {2}}},
    {"resize_upsample",  // points at 0, 0.75, 1.5
     "resizeBilinear { targetSize: [1, 4] mode { samplingMethod: UPSAMPLE_MODE } }",
     {{{1, 1, 2}, {0, 3}}},
     {{1, 1, 4}, {0, 1.5, 3, 3}}},
    {"resize_roi_align",  // points at 0.25 and 0.75
     "resizeBilinear { targetSize: [1, 2] mode { samplingMethod: ROI_ALIGN_MODE } }",
     {{{1, 1, 2}, {0, 4}}},
     {{1, 1, 2}, {1, 3}}},
};

using Windows = LayerTest;

TEST_P(Windows, see_what_the_format_says) {
  expect_result(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Layers, Windows, testing::ValuesIn(kCases), name_of);

TEST(WindowsRefused, what_contradicts_itself_or_is_ambiguous) {
  using testing::HasSubstr;
  const std::string kernel = "kernelSize: [1, 1] weights { floatValue: 1 } ";
  for (const std::string type : {"MAX", "AVERAGE"})
    EXPECT_THAT(refusal_of("pooling { type: " + type +
                               " kernelSize: [2, 2] stride: [3, 3] includeLastPixel { paddingAmounts: [0, 0] } }",
                           {counting({1, 1, 9, 9})}),
                HasSubstr("includeLastPixel: a window wholly outside"));
  EXPECT_EQ(refusal_of(convolution("kernelSize: [2, 2] weights { floatValue: 1 }" + kNoPadding), {kSquare}),
            "convolution 'tested': weights: 1 values instead of 4");
  EXPECT_THAT(refusal_of(convolution(kernel), {kSquare}), HasSubstr("no type of padding"));
  EXPECT_THAT(refusal_of(convolution(kernel + "nGroups: 2" + kNoPadding), {kSquare}), HasSubstr("2 groups"));
  EXPECT_THAT(refusal_of(convolution(kernel + "outputShape: [9, 9]" + kNoPadding), {kSquare}),
              HasSubstr("outputShape"));
  EXPECT_THAT(refusal_of(convolution(kernel + "stride: [0, 1]" + kNoPadding), {kSquare}), HasSubstr("stride: 0"));
  EXPECT_THAT(refusal_of(convolution(kernel + "isDeconvolution: true dilationFactor: [2, 2]" + kNoPadding), {kSquare}),
              HasSubstr("dilationFactor"));
  EXPECT_THAT(refusal_of("convolution { outputChannels: 18446744073709551615 kernelChannels: 1 }", {kSquare}),
              HasSubstr("outputChannels"));
  EXPECT_THAT(refusal_of("convolution { outputChannels: 16777216 kernelChannels: 1 kernelSize: [16777216, 16777216] "
                         "weights { floatValue: 1 }" +
                             kNoPadding + "}",
                         {kSquare}),
              HasSubstr("weights: too many"));
  EXPECT_THAT(refusal_of("pooling { kernelSize: [4, 4]" + kNoPadding + "}", {kSquare}),
              HasSubstr("pooling 'tested': "));
  EXPECT_THAT(refusal_of("pooling { type: AVERAGE kernelSize: [16777216, 16777216] same {} }", {kSquare}),
              HasSubstr("a blob of"));
  EXPECT_THAT(refusal_of("pooling { globalPooling: true" + kPadded + "}", {kSquare}), HasSubstr("global pooling"));
  EXPECT_THAT(refusal_of("padding { paddingAmounts {} }", {kSquare}), HasSubstr("no type of padding"));
  EXPECT_THAT(refusal_of("padding { constant {} paddingAmounts { borderAmounts {} borderAmounts { endEdgeSize: "
                         "18446744073709551615 } } }",
                         {kSquare}),
              HasSubstr("too large"));
  EXPECT_THAT(refusal_of("upsample { scalingFactor: [16777216, 16777216] }", {kSquare}),
              HasSubstr("upsample 'tested': "));
  EXPECT_THAT(refusal_of("upsample { fractionalScalingFactor: [2, 2] }", {kSquare}), HasSubstr("fractional"));
  EXPECT_THAT(refusal_of("resizeBilinear { targetSize: [16777216, 16777216] }", {kSquare}), HasSubstr("pixels"));
}

}  // namespace
}  // namespace muster
