// Operations on shapes, axes and parts of tensors that are refused.
#include "runtime/coreml/mil/refused_operation.h"

namespace muster {
namespace {

using namespace program;

constexpr auto kUnsupported = ErrorCode::kUnsupported;

const std::vector<Argument> kX{input({1, 2, 4, 4})};

std::vector<Argument> of(std::vector<std::int32_t> values) {
  return {integers(values)};
}

/// An operation on x.
RefusedOperation on_x(const std::string& name, const std::string& type, Arguments more, const std::string& reason,
                      ErrorCode code = ErrorCode::kMalformed, int outputs = 1) {
  more.insert(more.begin(), {"x", kX});
  return {name, type, more, reason, code, outputs};
}

const std::vector<RefusedOperation> kCases{
    on_x("axis_beyond", "softmax", {{"axis", {integer(4)}}}, "'axis' is 4 of a tensor with 4 dimensions"),
    on_x("axis_before", "softmax", {{"axis", {integer(-5)}}}, "'axis' is -5 of a tensor with 4 dimensions"),
    on_x("two_axes", "softmax", {{"axis", of({1, 2})}}, "'axis' has 2 values and not 1"),
    on_x("axis_of_text", "softmax", {{"axis", {text("1")}}}, "'axis' is computed by the network", kUnsupported),
    on_x("softmax_surprise", "softmax", {{"surprise", {number(1)}}}, "'surprise' is not supported", kUnsupported),
    {"text_as_tensor", "softmax", {{"x", {text("x")}}}, "'x' is text"},
    {"tensor_without_elements", "maximum", {{"x", {floats({1, 0})}}, {"y", {number(1)}}}, "'x' has no elements"},
    {"tiled_number", "tile", {{"x", {number(1)}}, {"reps", of({})}}, "x has no dimensions"},
    {"summed_number", "cumsum", {{"x", {number(1)}}}, "x has no dimensions"},
    {"no_tensor", "softmax", {}, "it has no 'x'"},
    on_x("reduced_axis_beyond", "reduce_mean", {{"axes", of({1, 7})}}, "'axes' names a dimension"),
    on_x("normalised_axis_beyond", "layer_norm", {{"axes", of({4})}},
         "'axes' names a dimension twice, or one beyond 4"),
    on_x("normalised_axes_twice", "layer_norm", {{"axes", of({3, 3})}}, "'axes' names a dimension twice"),
    on_x("normalised_axes_in_disorder", "layer_norm", {{"axes", of({3, 2})}}, "'axes' are none, or not in order"),
    on_x("normalised_no_axes", "layer_norm", {{"axes", of({})}}, "'axes' are none, or not in order"),
    on_x("even_response", "local_response_norm", {{"size", {integer(4)}}}, "an even or very large", kUnsupported),
    on_x("mean_of_other_channels", "batch_norm", {{"mean", {floats({3})}}, {"variance", {floats({3})}}},
         "'mean' has not one value for each channel"),
    {"normalised_vector", "instance_norm", {{"x", {input({1, 2})}}}, "less than three dimensions"},
    on_x("slopes_of_other_channels", "prelu", {{"alpha", {floats({4})}}}, "'alpha' has not one value"),
    on_x("permutation_with_repeats", "transpose", {{"perm", of({0, 1, 1, 3})}}, "'perm' names a dimension twice"),
    on_x("permutation_too_short", "transpose", {{"perm", of({0, 1})}}, "'perm' is no permutation"),
    on_x("permutation_beyond", "transpose", {{"perm", of({0, 1, 2, 9})}}, ""),
    on_x("reshape_of_other_count", "reshape", {{"shape", of({5, 5})}}, ""),
    on_x("reshape_that_overflows", "reshape", {{"shape", of({1 << 30, 1 << 30, 1 << 30, 32})}}, ""),
    on_x("reshape_of_the_run", "reshape", {{"shape", {whole_input({2})}}}, "only known in the run", kUnsupported),
    on_x("expanded_twice", "expand_dims", {{"axes", of({0, 0})}}, "'axes' names a dimension twice"),
    on_x("expanded_beyond", "expand_dims", {{"axes", of({9})}}, "'axes' names a dimension"),
    on_x("squeezed_more_than_1", "squeeze", {{"axes", of({1})}}, "'axes' names a dimension that is not 1"),
    on_x("flattened_beyond", "flatten2d", {{"axis", {integer(9)}}}, "'axis' is 9"),
    on_x("reversed_beyond", "reverse", {{"axes", of({4})}}, "'axes' names a dimension"),
    on_x("tiled_far", "tile", {{"reps", of({1 << 14, 1 << 14, 1, 1})}}, "far too large", kUnsupported),
    on_x("tiled_never", "tile", {{"reps", of({1, 1, 0, 1})}}, "'reps' below 1"),
    on_x("tiled_by_few", "tile", {{"reps", of({2})}}, "'reps' has 1 values and not 4"),
    on_x("padded_far", "pad", {{"pad", of({1 << 30, 1 << 30})}}, "far too large", kUnsupported),
    on_x("padded_by_less", "pad", {{"pad", of({-1, 0})}}, "'pad' is negative"),
    on_x("padded_oddly", "pad", {{"pad", of({1, 1, 1})}}, "'pad' has another length"),
    on_x("padded_mode", "pad", {{"pad", of({1, 1})}, {"mode", {text("wrap")}}}, "mode 'wrap'", kUnsupported),
    on_x("reflected_beyond", "pad", {{"pad", of({9, 9})}, {"mode", {text("reflect")}}}, ""),
    on_x("pad_surprise", "pad", {{"pad", of({1, 1})}, {"surprise", {flag(true)}}}, "'surprise'", kUnsupported),
    on_x("cropped_by_less", "crop", {{"crop_height", of({-1, 0})}, {"crop_width", of({0, 0})}}, "a negative number"),
    on_x("cropped_to_nothing", "crop", {{"crop_height", of({2, 2})}, {"crop_width", of({0, 0})}}, "without elements"),
    on_x("shuffled_by_none", "pixel_shuffle", {{"upscale_factor", {integer(0)}}}, "'upscale_factor' is not positive"),
    on_x("shuffled_unevenly", "pixel_shuffle", {{"upscale_factor", {integer(3)}}}, ""),
    {"concat_of_nothing", "concat", {{"values", {}}, {"axis", {integer(0)}}}, "it has no 'values'"},
    {"concat_of_text", "concat", {{"values", {text("a")}}, {"axis", {integer(0)}}}, "a value of 'values' is no tensor"},
    {"concat_of_two_shapes", "concat", {{"values", {input({1, 2}), input({3, 4})}}, {"axis", {integer(0)}}}, ""},
    {"interleaved_shapes",
     "concat",
     {{"values", {input({1, 2}), input({3, 2})}}, {"axis", {integer(0)}}, {"interleave", {flag(true)}}},
     "several shapes cannot be interleaved",
     kUnsupported},
    on_x("split_that_does_not_fit", "split", {{"axis", {integer(2)}}, {"split_sizes", of({1, 2})}}, "",
         ErrorCode::kMalformed, 2),
    on_x("split_of_negative_size", "split", {{"axis", {integer(2)}}, {"split_sizes", of({5, -1})}},
         "'split_sizes' below 1", ErrorCode::kMalformed, 2),
    on_x("split_unevenly", "split", {{"axis", {integer(2)}}, {"num_splits", {integer(3)}}}, "cannot be split evenly",
         ErrorCode::kMalformed, 3),
    on_x("split_into_none", "split", {{"axis", {integer(2)}}, {"num_splits", {integer(0)}}}, "cannot be split evenly"),
    on_x("split_contradiction", "split",
         {{"axis", {integer(2)}}, {"split_sizes", of({2, 2})}, {"num_splits", {integer(4)}}}, "contradict each other"),
    on_x("slice_without_stride", "slice_by_index",
         {{"begin", of({0, 0, 0, 0})}, {"end", of({1, 1, 1, 1})}, {"stride", of({1, 1, 0, 1})}}, "'stride' has a 0"),
    on_x("slice_of_few", "slice_by_index", {{"begin", of({0})}, {"end", of({1})}}, "not one value a dimension"),
    on_x("slice_of_nothing", "slice_by_index", {{"begin", of({0, 0, 3, 0})}, {"end", of({1, 1, 3, 1})}},
         "without elements"),
    on_x("slice_beyond", "slice_by_size", {{"begin", of({0, 0, 3, 0})}, {"size", of({1, 1, 2, 1})}}, "outside of x"),
    on_x("too_many_best", "topk", {{"k", {integer(9)}}}, "'k' below 1, or above the size", ErrorCode::kMalformed, 2),
    on_x("best_surprise", "topk", {{"surprise", {integer(9)}}}, "'surprise'", kUnsupported, 2),
    {"filled_far", "fill", {{"shape", of({1 << 29})}}, "far too large", kUnsupported},
    {"filled_until_it_overflows", "fill", {{"shape", of({65536, 65536, 65536, 65536})}}, "far too large", kUnsupported},
    {"filled_negatively", "fill", {{"shape", of({2, -2})}}, ""},
    {"filled_with_several", "fill", {{"shape", of({2, 2})}, {"value", {floats({2})}}}, "'value' is not one number"},
    {"range_far",
     "range_1d",
     {{"start", {number(0)}}, {"end", {number(2e9F)}}, {"step", {number(1)}}},
     "far too large",
     kUnsupported},
    {"range_of_no_steps", "range_1d", {{"start", {integer(0)}}, {"end", {integer(9)}}, {"step", {integer(0)}}}, ""},
    {"one_hot_of_none",
     "one_hot",
     {{"indices", of({0})}, {"one_hot_vector_size", {integer(-1)}}},
     "'one_hot_vector_size' below 1"},
    {"one_hot_before_the_first",
     "one_hot",
     {{"indices", of({1, -4})}, {"one_hot_vector_size", {integer(3)}}},
     "'indices' has one that lies outside of 3 classes"},
    {"gathered_beyond",
     "gather",
     {{"x", kX}, {"indices", of({0, 4})}, {"axis", {integer(2)}}},
     "'indices' has one that lies outside of a dimension of 4"},
    {"gathered_before_the_first",
     "gather_along_axis",
     {{"x", {input({4})}}, {"indices", of({-5})}},
     "'indices' has one that lies outside of a dimension of 4"},
    {"gathered_place_beyond",
     "gather_nd",
     {{"x", kX}, {"indices", of({0, 2})}},
     "'indices' has one that lies outside of a dimension of 2"},
    {"gathered_too_many",
     "gather_nd",
     {{"x", kX}, {"indices", of({0, 0, 0, 0, 0})}},
     "more values than x has dimensions"},
    {"scattered_beyond",
     "scatter",
     {{"data", {input({4})}}, {"indices", of({4})}, {"updates", {input({1})}}},
     "'indices' has one that lies outside of a dimension of 4"},
    {"gathered_axis_beyond", "gather", {{"x", kX}, {"indices", of({0})}, {"axis", {integer(4)}}}, "'axis' is 4"},
    {"gathered_batches", "gather_nd", {{"x", kX}, {"indices", of({0})}, {"batch_dims", {integer(-1)}}}, "below 0"},
    {"scattered_how",
     "scatter_nd",
     {{"data", kX}, {"indices", of({0})}, {"updates", {input({2, 4, 4})}}, {"mode", {text("or")}}},
     "mode 'or'",
     kUnsupported},
    {"multiplied_sizes", "matmul", {{"x", {input({2, 3})}}, {"y", {input({4, 5})}}}, ""},
    {"added_sizes", "add", {{"x", {input({2, 3})}}, {"y", {input({4, 5})}}}, ""},
    {"broadcast_far", "add", {{"x", {input({1 << 14, 1})}}, {"y", {input({1 << 14})}}}, "far too large", kUnsupported},
    {"divided_by_0", "floor_div", {{"x", of({1})}, {"y", of({0})}}, ""},
    {"einsum_of_nonsense", "einsum", {{"values", {input({2, 3})}}, {"equation", {text("a->>")}}}, ""},
    {"cast_to", "cast", {{"x", {input({2})}}, {"dtype", {text("fp8")}}}, "dtype 'fp8' is not supported", kUnsupported},
};

using RefusedShapes = RefusedOperationTest;

TEST_P(RefusedShapes, say_why) {
  expect_refused(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Shapes, RefusedShapes, testing::ValuesIn(kCases), name_of);

}  // namespace
}  // namespace muster
