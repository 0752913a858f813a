#include "runtime/litert_session.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "runtime/litert_api.h"

namespace muster {
namespace {

using litert::Api;

/// Owns a handle of the C API.
template <class Handle>
class Owned {
 public:
  explicit Owned(void (*destroy)(Handle)) : destroy_(destroy) {}
  Owned(Owned&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)), destroy_(other.destroy_) {}
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  Owned& operator=(Owned&&) = delete;
  ~Owned() {
    if (handle_ != nullptr) destroy_(handle_);
  }
  Handle* out() { return &handle_; }
  [[nodiscard]] Handle get() const { return handle_; }

 private:
  Handle handle_ = nullptr;
  void (*destroy_)(Handle);
};

/// One input or output: its buffer in the runtime and what muster knows of it.
struct Port {
  TensorSpec spec;
  litert::RankedTensorType type{};
  Owned<litert::TensorBuffer> buffer;
};

ElementType element_type(std::int32_t code) {
  switch (code) {
    case 1:
      return ElementType::kFloat32;
    case 2:
      return ElementType::kInt32;
    case 3:
      return ElementType::kUInt8;
    case 4:
      return ElementType::kInt64;
    case 6:
      return ElementType::kBool;
    case 7:
      return ElementType::kInt16;
    case 9:
      return ElementType::kInt8;
    case 10:
      return ElementType::kFloat16;
    case 11:
      return ElementType::kFloat64;
    case 16:
      return ElementType::kUInt32;
    case 17:
      return ElementType::kUInt16;
    default:
      return ElementType::kOther;
  }
}

auto failure(std::string_view what, litert::Status status) {
  return fail(ErrorCode::kRuntime, fmt::format("LiteRT {}: {}", what, litert::describe(status)));
}

/// The thread count as the option text that XNNPACK's delegate reads.
litert::Status set_threads(const Api& api, litert::Options options, int threads) {
  const std::string text = fmt::format("num_threads = {}\n", threads);
  litert::OpaqueOption option = nullptr;
  char* payload = ::strdup(text.c_str());
  if (const auto status = api.CreateOpaqueOptions(
          "xnnpack", payload, [](void* p) { std::free(p); }, &option);
      status != 0)
    return status;
  return api.AddOpaqueOptions(options, option);
}

class LitertSession final : public Session {
 public:
  explicit LitertSession(const Api& api)
      : api_(api),
        environment_(api.DestroyEnvironment),
        model_(api.DestroyModel),
        options_(api.DestroyOptions),
        compiled_(api.DestroyCompiledModel) {}

  Result<void> open(const Model& model, const SessionOptions& options) {
    if (const auto reason = unknown_input_size(model))
      return fail(ErrorCode::kInvalidArgument, fmt::format("{}: {}", model.path.string(), *reason));
    const litert::EnvironmentOption quiet{litert::kTagMinLoggerSeverity,
                                          {litert::kTypeInt, {.int_value = litert::kLogError}}};
    if (const auto s = api_.CreateEnvironment(1, &quiet, environment_.out()); s != 0)
      return failure("has no environment", s);
    if (const auto s = api_.CreateModelFromFile(environment_.get(), model.path.c_str(), model_.out()); s != 0)
      return failure("cannot read the model", s);
    if (const auto s = api_.CreateOptions(options_.out()); s != 0) return failure("has no options", s);
    if (const auto s = api_.SetOptionsHardwareAccelerators(options_.get(), litert::kCpu); s != 0)
      return failure("has no CPU", s);
    if (const auto s = set_threads(api_, options_.get(), options.threads); s != 0)
      return failure("cannot set threads", s);
    if (const auto s = api_.CreateCompiledModel(environment_.get(), model_.get(), options_.get(), compiled_.out());
        s != 0)
      return failure("cannot compile the model", s);
    for (const TensorSpec& input : model.inputs)
      if (element_bits(input.element_type) == 0)
        return fail(ErrorCode::kUnsupported,
                    fmt::format("the input '{}' is of a type that cannot be fed here (text or complex numbers)",
                                printable(input.name, 60)));
    MUSTER_CHECK_OK(describe_ports());
    MUSTER_CHECK_OK(agrees_with(model));
    MUSTER_CHECK_OK(resolve_shapes(model));
    return create_buffers();
  }

  const std::vector<TensorSpec>& inputs() const override { return input_specs_; }
  const std::vector<TensorSpec>& outputs() const override { return output_specs_; }

  Result<void> run(std::span<const std::span<const std::byte>> inputs,
                   std::span<const std::span<std::byte>> outputs) override {
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      void* memory = nullptr;
      if (const auto s = api_.LockTensorBuffer(input_handles_[i], &memory, litert::kWrite); s != 0)
        return failure("cannot write an input", s);
      std::memcpy(memory, inputs[i].data(), inputs[i].size());
      api_.UnlockTensorBuffer(input_handles_[i]);
    }
    if (const auto s = api_.RunCompiledModel(compiled_.get(), 0, input_handles_.size(), input_handles_.data(),
                                             output_handles_.size(), output_handles_.data());
        s != 0)
      return failure("cannot run the model", s);
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      void* memory = nullptr;
      if (const auto s = api_.LockTensorBuffer(output_handles_[i], &memory, litert::kRead); s != 0)
        return failure("cannot read an output", s);
      std::memcpy(outputs[i].data(), memory, outputs[i].size());
      api_.UnlockTensorBuffer(output_handles_[i]);
    }
    return {};
  }

 private:
  Result<Port> describe_port(litert::TensorHandle tensor) {
    Port port{{}, {}, Owned<litert::TensorBuffer>(api_.DestroyTensorBuffer)};
    const char* name = nullptr;
    if (const auto s = api_.GetTensorName(tensor, &name); s != 0) return failure("does not name a tensor", s);
    if (const auto s = api_.GetRankedTensorType(tensor, &port.type); s != 0)
      return failure("has a tensor of no shape", s);
    port.spec.name = name == nullptr ? "" : name;
    port.spec.element_type = element_type(port.type.element_type);
    for (unsigned d = 0; d < port.type.layout.rank && d < 8; ++d)
      port.spec.shape.push_back(port.type.layout.dimensions[d]);
    return port;
  }

  Result<void> describe_ports() {
    litert::Signature signature = nullptr;
    std::size_t input_count = 0, output_count = 0;
    if (const auto s = api_.GetModelSignature(model_.get(), 0, &signature); s != 0)
      return failure("finds no signature", s);
    if (const auto s = api_.GetNumSignatureInputs(signature, &input_count); s != 0)
      return failure("finds no inputs", s);
    if (const auto s = api_.GetNumSignatureOutputs(signature, &output_count); s != 0)
      return failure("finds no outputs", s);
    for (std::size_t i = 0; i < input_count + output_count; ++i) {
      litert::TensorHandle tensor = nullptr;
      const bool is_input = i < input_count;
      const auto s = is_input ? api_.GetSignatureInputTensorByIndex(signature, i, &tensor)
                              : api_.GetSignatureOutputTensorByIndex(signature, i - input_count, &tensor);
      if (s != 0) return failure("does not give a tensor", s);
      MUSTER_TRY(Port port, describe_port(tensor));
      (is_input ? inputs_ : outputs_).push_back(std::move(port));
    }
    return {};
  }

  /// The canary for the hand-written declarations: what the library says of the inputs must be what
  /// our own reading of the file says.
  [[nodiscard]] Result<void> agrees_with(const Model& model) const {
    bool same = inputs_.size() == model.inputs.size() && outputs_.size() == model.outputs.size();
    for (const Port& port : inputs_)
      same = same && std::ranges::any_of(model.inputs, [&](const TensorSpec& input) {
               return input.element_type == port.spec.element_type && input.shape.size() == port.spec.shape.size();
             });
    if (same) return {};
    return fail(
        ErrorCode::kRuntime,
        "LiteRT and muster read the model's inputs differently: the LiteRT library is not the version (2.3) that "
        "this program was built for");
  }

  /// The shape in which an input is run: what `model` says of it, a free batch as 1.
  static std::vector<int> shape_to_run(const Port& port, const Model& model) {
    const auto same = [&](const TensorSpec& input) {
      return input.name == port.spec.name && input.shape.size() == port.spec.shape.size();
    };
    const auto known = std::ranges::find_if(model.inputs, same);
    std::vector<int> shape;
    for (const std::int64_t size : known == model.inputs.end() ? port.spec.shape : known->shape)
      shape.push_back(static_cast<int>(std::max<std::int64_t>(size, 1)));
    return shape;
  }

  /// Strict where the file leaves the dimensions free; a file without signatures states 1 for those.
  Result<bool> resize(std::size_t index, const Model& model) {
    Port& port = inputs_[index];
    const std::vector<int> shape = shape_to_run(port, model);
    if (std::ranges::equal(shape, port.spec.shape)) return false;
    bool all_free = true;
    for (std::size_t i = 0; i < shape.size(); ++i)
      all_free = all_free && (port.spec.shape[i] < 1 || port.spec.shape[i] == shape[i]);
    const auto resize = all_free ? api_.CompiledModelResizeInputTensor : api_.CompiledModelResizeInputTensorNonStrict;
    if (const auto s = resize(compiled_.get(), 0, index, shape.data(), shape.size()); s != 0)
      return failure(fmt::format("cannot resize the input {} to {}", in_quotes(port.spec.name), fmt::join(shape, "×")),
                     s);
    port.spec.shape.assign(shape.begin(), shape.end());
    std::ranges::copy(shape, port.type.layout.dimensions);
    return true;
  }

  Result<void> resolve_shapes(const Model& model) {
    bool dynamic = false;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      MUSTER_TRY(const bool resized, resize(i, model));
      dynamic = dynamic || resized;
    }
    const bool open_output = std::ranges::any_of(outputs_, [](const Port& port) {
      return std::ranges::any_of(port.spec.shape, [](std::int64_t size) { return size < 1; });
    });
    if (!dynamic && !open_output) return {};
    std::vector<litert::Layout> layouts(outputs_.size());
    if (const auto s =
            api_.GetCompiledModelOutputTensorLayouts(compiled_.get(), 0, layouts.size(), layouts.data(), true);
        s != 0)
      return failure("cannot run the model at this size of its input", s);
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      outputs_[i].type.layout = layouts[i];
      outputs_[i].spec.shape.assign(layouts[i].dimensions, layouts[i].dimensions + std::min(layouts[i].rank, 8U));
      if (std::ranges::any_of(outputs_[i].spec.shape, [](std::int64_t size) { return size < 1; }))
        return fail(ErrorCode::kUnsupported, fmt::format("output '{}' has no fixed shape", outputs_[i].spec.name));
    }
    return {};
  }

  Result<void> create_buffer(Port& port, bool is_input, std::size_t index) {
    litert::Requirements requirements = nullptr;
    const auto get =
        is_input ? api_.GetCompiledModelInputBufferRequirements : api_.GetCompiledModelOutputBufferRequirements;
    if (const auto s = get(compiled_.get(), 0, index, &requirements); s != 0) return failure("states no buffer", s);
    const auto s =
        api_.CreateManagedTensorBufferFromRequirements(environment_.get(), &port.type, requirements, port.buffer.out());
    if (s != 0) return failure("cannot create a buffer", s);
    std::size_t size = 0;
    if (api_.GetTensorBufferSize(port.buffer.get(), &size) != 0 || size < byte_count(port.spec))
      return fail(ErrorCode::kRuntime, fmt::format("LiteRT's buffer for '{}' is too small", port.spec.name));
    return {};
  }

  Result<void> create_buffers() {
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      MUSTER_CHECK_OK(create_buffer(inputs_[i], true, i));
      input_handles_.push_back(inputs_[i].buffer.get());
      input_specs_.push_back(inputs_[i].spec);
    }
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      MUSTER_CHECK_OK(create_buffer(outputs_[i], false, i));
      output_handles_.push_back(outputs_[i].buffer.get());
      output_specs_.push_back(outputs_[i].spec);
    }
    return {};
  }

  const Api& api_;
  Owned<litert::Environment> environment_;
  Owned<litert::ModelHandle> model_;
  Owned<litert::Options> options_;
  Owned<litert::CompiledModel> compiled_;
  std::vector<Port> inputs_, outputs_;
  std::vector<litert::TensorBuffer> input_handles_, output_handles_;
  std::vector<TensorSpec> input_specs_, output_specs_;
};

}  // namespace

Result<std::unique_ptr<Session>> open_litert(const Model& model, const SessionOptions& options) {
  MUSTER_TRY(const Api* api, litert::load_api());
  auto session = std::make_unique<LitertSession>(*api);
  MUSTER_CHECK_OK(session->open(model, options));
  return session;
}

}  // namespace muster
