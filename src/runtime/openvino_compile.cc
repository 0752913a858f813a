#include "runtime/openvino_compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <openvino/op/util/convolution_backprop_base.hpp>
#include <openvino/op/util/pad_base.hpp>
#include <openvino/opsets/opset13.hpp>

namespace muster {
namespace {

using Transposed = ov::op::util::ConvolutionBackPropBase;

bool moves_by_one(const Transposed& convolution) {
  return std::ranges::all_of(convolution.get_strides(), [](std::size_t stride) { return stride == 1; });
}

bool cuts_nothing(const Transposed& convolution) {
  const auto is_zero = [](std::ptrdiff_t pad) { return pad == 0; };
  return std::ranges::all_of(convolution.get_pads_begin(), is_zero) &&
         std::ranges::all_of(convolution.get_pads_end(), is_zero);
}

/// The same result by a convolution that cuts nothing off, and a slice that does.
void cut_afterwards(const std::shared_ptr<Transposed>& convolution) {
  const ov::CoordinateDiff begins = convolution->get_pads_begin(), ends = convolution->get_pads_end();
  const auto whole = ov::as_type_ptr<Transposed>(convolution->clone_with_new_inputs(convolution->input_values()));
  const ov::CoordinateDiff nothing(begins.size(), 0);
  whole->set_auto_pad(ov::op::PadType::EXPLICIT);
  whole->set_pads_begin(nothing);
  whole->set_pads_end(nothing);
  whole->validate_and_infer_types();
  std::vector<std::int64_t> from, to, axes;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    from.push_back(begins[i]);
    to.push_back(ends[i] == 0 ? std::numeric_limits<std::int32_t>::max() : -ends[i]);
    axes.push_back(static_cast<std::int64_t>(i) + 2);
  }
  const auto list = [](const std::vector<std::int64_t>& values) {
    return ov::op::v0::Constant::create(ov::element::i64, {values.size()}, values);
  };
  const auto cut = std::make_shared<ov::op::v8::Slice>(whole, list(from), list(to),
                                                       list(std::vector<std::int64_t>(axes.size(), 1)), list(axes));
  cut->set_friendly_name(convolution->get_friendly_name());
  ov::replace_node(convolution, cut);
}

/// OpenVINO joins a pad with the transposed convolution behind it as if one padded pixel were one pixel of the result,
/// whatever the stride (PadFusionConvolutionBackpropData): other sizes and other numbers, without an error. It does so
/// only where the convolution cuts off at least as much as was padded, so here it cuts off nothing.
void keep_pads_before_transposed_convolutions(ov::Model& model) {
  const auto operations = model.get_ordered_ops();
  if (std::ranges::none_of(operations, [](const auto& node) { return ov::is_type<ov::op::util::PadBase>(node); }))
    return;
  for (const auto& node : operations) {
    const auto convolution = ov::as_type_ptr<Transposed>(node);
    // One that states its output's shape has three inputs, and is not joined.
    if (convolution == nullptr || convolution->get_input_size() != 2) continue;
    if (!moves_by_one(*convolution) && !cuts_nothing(*convolution)) cut_afterwards(convolution);
  }
}

}  // namespace

Result<ov::CompiledModel> compile_exactly(ov::Core& core, const std::shared_ptr<ov::Model>& model, ov::AnyMap options) {
  keep_pads_before_transposed_convolutions(*model);
  options.insert(ov::hint::inference_precision(ov::element::f32));
  ov::CompiledModel compiled = core.compile_model(model, "CPU", options);
  for (std::size_t i = 0; i < model->outputs().size(); ++i) {
    const ov::PartialShape stated = model->output(i).get_partial_shape(), made = compiled.output(i).get_partial_shape();
    if (!stated.compatible(made))
      return fail(
          ErrorCode::kRuntime,
          fmt::format("OpenVINO computes an output of shape {} where the model has {}: its result would be wrong",
                      made.to_string(), stated.to_string()));
  }
  return compiled;
}

}  // namespace muster
