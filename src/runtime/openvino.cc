#include "runtime/openvino.h"

#include <fmt/format.h>

#include <algorithm>
#include <openvino/openvino.hpp>

#include "model/coreml/choose_size.h"
#include "model/coreml/coreml_facts.h"
#include "model/onnx/onnx_facts.h"
#include "model/sniff_format.h"
#include "runtime/coreml/reason_of.h"
#include "runtime/coreml/translate.h"
#include "runtime/openvino_compile.h"

namespace muster {
namespace {

ElementType element_type_of(const ov::element::Type& type) {
  if (type == ov::element::f32) return ElementType::kFloat32;
  if (type == ov::element::u8) return ElementType::kUInt8;
  if (type == ov::element::i8) return ElementType::kInt8;
  if (type == ov::element::i32) return ElementType::kInt32;
  if (type == ov::element::i64) return ElementType::kInt64;
  if (type == ov::element::boolean) return ElementType::kBool;
  return ElementType::kOther;
}

std::vector<TensorSpec> specs_of(const std::vector<ov::Output<const ov::Node>>& ports) {
  std::vector<TensorSpec> specs;
  for (const auto& port : ports) {
    const ov::Shape shape = port.get_shape();
    const std::string name = port.get_names().empty() ? "" : port.get_any_name();
    specs.push_back({name, element_type_of(port.get_element_type()), {shape.begin(), shape.end()}, std::nullopt});
  }
  return specs;
}

class OpenvinoSession final : public Session {
 public:
  explicit OpenvinoSession(ov::CompiledModel model)
      : model_(std::move(model)),
        request_(model_.create_infer_request()),
        inputs_(specs_of(model_.inputs())),
        outputs_(specs_of(model_.outputs())) {}

  const std::vector<TensorSpec>& inputs() const override { return inputs_; }
  const std::vector<TensorSpec>& outputs() const override { return outputs_; }

  Result<void> run(std::span<const std::span<const std::byte>> inputs,
                   std::span<const std::span<std::byte>> outputs) override {
    try {
      for (std::size_t i = 0; i < inputs.size(); ++i)
        std::ranges::copy(inputs[i], static_cast<std::byte*>(request_.get_input_tensor(i).data()));
      request_.infer();
      for (std::size_t i = 0; i < outputs.size(); ++i)
        std::copy_n(static_cast<const std::byte*>(request_.get_output_tensor(i).data()), outputs[i].size(),
                    outputs[i].data());
      return {};
    } catch (const std::exception& thrown) {
      return fail(ErrorCode::kRuntime, reason_of(thrown));
    }
  }

 private:
  ov::CompiledModel model_;
  ov::InferRequest request_;
  std::vector<TensorSpec> inputs_, outputs_;
};

/// The shape with its open dimensions closed: height and width as asked, and 1, as everywhere in muster.
ov::PartialShape closed(ov::PartialShape shape, const ImageSize& size) {
  if (size.height > 0 && shape.size() >= 3) {
    std::vector<std::int64_t> sizes;
    for (const ov::Dimension& side : shape) sizes.push_back(side.is_static() ? side.get_length() : -1);
    const auto height = shape.begin() + static_cast<std::ptrdiff_t>(height_position(sizes)), width = height + 1;
    if (height->is_dynamic()) *height = size.height;
    if (width->is_dynamic()) *width = size.width;
  }
  for (ov::Dimension& side : shape)
    if (side.is_dynamic()) side = 1;
  return shape;
}

/// Other floats become float32 at the model's edges.
std::shared_ptr<ov::Model> with_plain_edges(std::shared_ptr<ov::Model> network, const ImageSize& size) {
  std::map<std::size_t, ov::PartialShape> shapes;
  for (std::size_t i = 0; i < network->inputs().size(); ++i) {
    const ov::PartialShape shape = network->input(i).get_partial_shape();
    if (shape.rank().is_static() && shape.is_dynamic()) shapes.emplace(i, closed(shape, size));
  }
  if (!shapes.empty()) network->reshape(shapes);
  const auto is_half = [](const auto& port) {
    const ov::element::Type type = port.get_element_type();
    return type == ov::element::f16 || type == ov::element::bf16 || type == ov::element::f64;
  };
  ov::preprocess::PrePostProcessor edges(network);
  for (std::size_t i = 0; i < network->inputs().size(); ++i)
    if (is_half(network->input(i))) edges.input(i).tensor().set_element_type(ov::element::f32);
  for (std::size_t i = 0; i < network->outputs().size(); ++i)
    if (is_half(network->output(i))) edges.output(i).tensor().set_element_type(ov::element::f32);
  return edges.build();
}

/// Those of a network that is not translated to its end are as good.
ComputedShapes computed_shapes(const CoremlFile& file) {
  ComputedShapes shapes;
  static_cast<void>(translate_coreml(file, &shapes));
  return shapes;
}

class OpenvinoRuntime final : public Runtime {
 public:
  std::string_view name() const override { return name_; }

  Result<Model> load_to_run(const std::filesystem::path& path, const ImageSize&) const override {
    Model model;
    model.path = path;
    model.format = sniff_format(path);
    return model;
  }

  Result<Model> facts(const std::filesystem::path& path, const ImageSize& size) const override {
    const std::string_view format = sniff_format(path);
    auto model = format == "coreml" ? load_coreml(path, size, computed_shapes) : load_onnx(path, size);
    if (model) model->path = path, model->format = format;
    return model;
  }

  Result<std::unique_ptr<Session>> open(const Model& model, const SessionOptions& options) const override {
    try {
      ov::Core core;
      std::shared_ptr<ov::Model> network;
      if (model.format == "onnx") {
        network = core.read_model(model.path);
      } else {
        MUSTER_TRY(CoremlFile file, open_coreml(model.path));
        if (options.input_size.height > 0) MUSTER_CHECK_OK(choose_size(file, options.input_size));
        auto translated = translate_coreml(file);
        if (!translated) return tl::unexpected(with_context(std::move(translated).error(), model.path.string()));
        network = std::move(*translated);
      }
      MUSTER_TRY(ov::CompiledModel compiled,
                 compile_exactly(core, with_plain_edges(std::move(network), options.input_size),
                                 {ov::hint::performance_mode(ov::hint::PerformanceMode::LATENCY), ov::num_streams(1),
                                  ov::inference_num_threads(options.threads)}));
      return std::make_unique<OpenvinoSession>(std::move(compiled));
    } catch (const std::exception& thrown) {
      return fail(ErrorCode::kRuntime, fmt::format("{}: {}", model.path.string(), reason_of(thrown)));
    }
  }

 private:
  std::string name_ = fmt::format("OpenVINO {}", ov::get_openvino_version().buildNumber);
};

}  // namespace

const Runtime& openvino_runtime() {
  static const OpenvinoRuntime runtime;
  return runtime;
}

}  // namespace muster
