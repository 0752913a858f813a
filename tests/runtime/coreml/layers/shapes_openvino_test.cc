#include "one_layer.h"

/// Layers that move elements and compute nothing.
namespace muster {
namespace {

const Array kImage = counting({1, 2, 2, 3});  // two channels: 0 1 2 / 3 4 5, and 6 7 8 / 9 10 11

const std::vector<LayerCase> kCases{
    {"copy", "copy {}", {counting({2})}, {{2}, {0, 1}}},
    {"load_constant", "loadConstant { shape: [2, 1, 1] data { floatValue: [7, 8] } }", {}, {{1, 1, 2, 1, 1}, {7, 8}}},
    {"load_constant_nd", "loadConstantND { shape: [1, 2] data { floatValue: [7, 8] } }", {}, {{1, 2}, {7, 8}}},
    {"fill_static", "fillStatic { value: 3 targetShape: [2, 1] }", {}, {{2, 1}, {3, 3}}},
    {"fill_like", "fillLike { value: 3 }", {counting({2, 1})}, {{2, 1}, {3, 3}}},
    {"flatten", "flatten { mode: CHANNEL_FIRST }", {kImage}, {{1, 12, 1, 1}, kImage.values}},
    {"flatten_last",
     "flatten { mode: CHANNEL_LAST }",
     {kImage},
     {{1, 12, 1, 1}, {0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11}}},
    {"reshape",
     "reshape { targetShape: [3, 2, 1] }",
     {counting({1, 1, 2, 1, 3})},
     {{1, 1, 3, 2, 1}, {0, 1, 2, 3, 4, 5}}},
    {"reshape_last",
     "reshape { targetShape: [1, 3, 1, 2] mode: CHANNEL_LAST }",
     {counting({1, 1, 2, 1, 3})},  // channels last: 0 3 1 4 2 5
     {{1, 1, 3, 1, 2}, {0, 4, 3, 2, 1, 5}}},
    {"reshape_static", "reshapeStatic { targetShape: [3, -1] }", {counting({2, 3})}, {{3, 2}, {0, 1, 2, 3, 4, 5}}},
    {"reshape_like", "reshapeLike {}", {counting({2, 3}), counting({6})}, {{6}, {0, 1, 2, 3, 4, 5}}},
    {"rank_preserving",
     "rankPreservingReshape { targetShape: [0, 1, -1] }",
     {counting({2, 3, 1})},
     {{2, 1, 3}, {0, 1, 2, 3, 4, 5}}},
    {"flatten_to_2d", "flattenTo2D { axis: -1 }", {counting({1, 2, 3})}, {{2, 3}, {0, 1, 2, 3, 4, 5}}},
    {"squeeze", "squeeze { axes: [-1, 0] }", {counting({1, 2, 1})}, {{2}, {0, 1}}},
    {"squeeze_all", "squeeze { squeezeAll: true }", {counting({1, 1})}, {{1}, {0}}},
    {"expand_dims", "expandDims { axes: [0, -1] }", {counting({2})}, {{1, 2, 1}, {0, 1}}},
    {"transpose", "transpose { axes: [1, 0] }", {counting({2, 3})}, {{3, 2}, {0, 3, 1, 4, 2, 5}}},
    {"permute", "permute { axis: [0, 3, 1, 2] }", {counting({1, 1, 2, 1, 3})}, {{1, 1, 3, 2, 1}, {0, 3, 1, 4, 2, 5}}},
    {"concat", "concat {}", {counting({1, 1, 2}), counting({1, 1, 2})}, {{2, 1, 2}, {0, 1, 0, 1}}},
    {"concat_sequence",
     "concat { sequenceConcat: true }",
     {counting({1, 1, 1, 1, 2}), counting({1, 1, 1, 1, 2})},
     {{2, 1, 1, 1, 2}, {0, 1, 0, 1}}},
    {"concat_nd", "concatND { axis: -1 }", {counting({2, 1}), counting({2, 2})}, {{2, 3}, {0, 0, 1, 1, 2, 3}}},
    {"interleave", "concatND { axis: 0 interleave: true }", {{{2}, {1, 2}}, {{2}, {8, 9}}}, {{4}, {1, 8, 2, 9}}},
    {"stack", "stack { axis: 1 }", {{{2}, {1, 2}}, {{2}, {8, 9}}}, {{2, 2}, {1, 8, 2, 9}}},
    {"split", "split { nOutputs: 2 }", {counting({2, 1, 1})}, {{1, 1, 1}, {0, 1}}, 2},
    {"split_nd", "splitND { axis: 1 numSplits: 2 }", {counting({2, 2})}, {{2, 1}, {0, 2, 1, 3}}, 2},
    {"split_sizes", "splitND { axis: 0 splitSizes: [1, 2] }", {counting({3})}, {{1}, {0, 1, 2}}, 2},
    {"tile", "tile { reps: [2] }", {counting({1, 2})}, {{1, 4}, {0, 1, 0, 1}}},
    {"reverse", "reverse { reverseDim: [false, true] }", {counting({2, 2})}, {{2, 2}, {1, 0, 3, 2}}},
    {"space_to_depth",
     "reorganizeData { mode: SPACE_TO_DEPTH blockSize: 2 }",
     {counting({1, 2, 2, 2})},
     {{1, 8, 1, 1}, {0, 4, 1, 5, 2, 6, 3, 7}}},
    {"depth_to_space",  // the format's own example
     "reorganizeData { mode: DEPTH_TO_SPACE blockSize: 2 }",
     {counting({1, 8, 1, 2})},
     {{1, 2, 2, 4}, {0, 4, 1, 5, 8, 12, 9, 13, 2, 6, 3, 7, 10, 14, 11, 15}}},
    {"pixel_shuffle",
     "reorganizeData { mode: PIXEL_SHUFFLE blockSize: 2 }",
     {counting({1, 8, 1, 2})},
     {{1, 2, 2, 4}, {0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15}}},
    {"slice", "slice { startIndex: 1 endIndex: -1 stride: 2 axis: WIDTH_AXIS }", {counting({6})}, {{2}, {1, 3}}},
    {"slice_static",
     "sliceStatic { beginIds: [1, 3] beginMasks: [false, false] endIds: [9, 0] endMasks: [true, false] "
     "strides: [1, -1] squeezeMasks: [true, false] }",
     {counting({2, 4})},
     {{3}, {7, 6, 5}}},
    {"crop",
     "crop { cropAmounts { borderAmounts { startEdgeSize: 1 } borderAmounts { endEdgeSize: 2 } } }",
     {kImage},
     {{1, 2, 1, 1}, {3, 9}}},
    {"crop_like", "crop { offset: [0, 1] }", {kImage, counting({1, 2, 1, 1})}, {{1, 2, 1, 1}, {1, 7}}},
    {"gather", "gather { axis: -1 }", {counting({2, 3}), {{2}, {-1, 0}}}, {{2, 2}, {2, 0, 5, 3}}},
    {"scatter", "scatter { axis: 0 }", {counting({3}), {{2}, {2, 0}}, {{2}, {8, 9}}}, {{3}, {9, 1, 8}}},
};

using Shapes = LayerTest;

TEST_P(Shapes, elements_are_where_they_belong) {
  expect_result(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Layers, Shapes, testing::ValuesIn(kCases), name_of);

TEST(ShapesRefused, what_does_not_fit) {
  using testing::HasSubstr;
  const Array six = counting({2, 3});
  EXPECT_EQ(refusal_of("reshapeStatic { targetShape: [4, -1] }", {six}),
            "reshapeStatic 'tested': targetShape: does not divide the input");
  EXPECT_THAT(refusal_of("reshapeStatic { targetShape: [-1, -1] }", {six}), HasSubstr("targetShape"));
  EXPECT_THAT(refusal_of("reshapeStatic { targetShape: [9223372036854775807, 9223372036854775807] }", {six}),
              HasSubstr("targetShape"));
  EXPECT_THAT(refusal_of("transpose { axes: [0, 0] }", {six}), HasSubstr("axes"));
  EXPECT_THAT(refusal_of("concatND { axis: 2 }", {six, six}), HasSubstr("axis 2 of rank 2"));
  EXPECT_THAT(refusal_of("concatND { axis: 0 interleave: true }", {six, counting({2})}), HasSubstr("interleave"));
  EXPECT_THAT(refusal_of("concat {}", {counting({1, 1, 2}), counting({1, 2, 2})}),
              testing::StartsWith("concat 'tested': Argument shapes are inconsistent"));
  EXPECT_THAT(refusal_of("split { nOutputs: 4 }", {counting({2, 1, 1})}, 4), HasSubstr("4 even parts"));
  EXPECT_THAT(refusal_of("split { nOutputs: 2 }", {counting({2, 1, 1})}), HasSubstr("1 outputs declared, 2 made"));
  EXPECT_THAT(refusal_of("tile { reps: [16777216, 16777216] }", {six}), HasSubstr("too large"));
  EXPECT_THAT(refusal_of("tile { reps: [100000, 1000] }", {six}), HasSubstr("a blob of 200000×3000"));
  EXPECT_THAT(refusal_of("fillStatic { value: 1 targetShape: [536870912] }", {}), HasSubstr("536870912"));
  EXPECT_THAT(refusal_of("slice { startIndex: 2 endIndex: 2 stride: 1 axis: WIDTH_AXIS }", {six}), HasSubstr("empty"));
  const std::string masks = "beginMasks: [false] endMasks: [false] ";
  EXPECT_THAT(refusal_of("sliceStatic { beginIds: [6] endIds: [0] strides: [1] squeezeMasks: true " + masks + "}",
                         {counting({6})}),
              HasSubstr("beginIds: 6 of 6"));
  EXPECT_THAT(refusal_of("sliceStatic { beginIds: [0] endIds: [6] strides: [0]" + masks + "}", {counting({6})}),
              HasSubstr("strides: 0"));
  EXPECT_THAT(refusal_of("sliceStatic { beginIds: [0] endIds: [6] strides: [1]" + masks + "}", {six}),
              HasSubstr("1 values for a blob of rank 2"));
  EXPECT_THAT(refusal_of("crop { offset: [1, 1] }", {counting({1, 2, 2}), counting({1, 2, 2})}), HasSubstr("cut off"));
  EXPECT_THAT(refusal_of("scatter { mode: SCATTER_ADD }", {six, six, six}), HasSubstr("field mode"));
  EXPECT_THAT(refusal_of("loadConstantND { shape: [4] data { floatValue: [1] } }", {}),
              HasSubstr("data: 1 values instead of 4"));
}

}  // namespace
}  // namespace muster
