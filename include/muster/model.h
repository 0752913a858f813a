#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/tensor.h"

namespace muster {

/// What one kind of operator costs in a model.
struct OperatorFacts {
  std::string name;                        ///< "CONV_2D"; a custom operator's own name
  std::uint64_t count = 0;                 ///< how many nodes
  std::uint64_t parameter_bytes = 0;       ///< constants they read, each buffer counted once
  std::uint64_t multiply_accumulates = 0;  ///< for one inference
};

/// One node and the constants that it reads.
struct LayerFacts {
  std::string name;  ///< its first output tensor's name
  std::string operator_name;
  std::uint64_t parameter_bytes = 0;
  std::uint64_t multiply_accumulates = 0;
  std::string number_type;  ///< of its largest constant: "int8"
};

/// Input normalisation stated by a model: (pixel − mean) / std on the 0 to 255 scale,
/// one number, or one a channel.
struct Normalisation {
  std::vector<float> mean, std;
};

/// An image input that takes pixels and has its normalisation inside the model.
struct ImageInput {
  std::string colour;       ///< "rgb", "bgr" or "grey": the order in which the model takes the channels
  float scale = 1;          ///< the network sees scale × pixel + bias
  std::vector<float> bias;  ///< one a channel; empty: none stated
  std::string other_sizes;  ///< "64×64, 96×96" or "32 to 512 × 32 to 512", for people; empty: one size only
};

/// Everything known of a model from its file alone. No runtime is needed to read it.
struct Model {
  std::filesystem::path path;
  std::string format;                        ///< "tflite", "coreml", "onnx"
  std::string format_version;                ///< as the file states it
  std::string required_system;               ///< the oldest that runs it, "iOS 15"; empty: the format states none
  std::string description, author, licence;  ///< the file's own words; untrusted text
  std::string sha256;  ///< lower-case hex, of the file; of a package as src/model/coreml/package_sizes.h has it
  std::uint64_t file_bytes = 0;
  std::uint64_t store_bytes = 0;           ///< as an app store ships it: deflated, level 6
  std::uint64_t parameter_count = 0;       ///< elements of constants; int32 and int64 ones only with a scale (biases)
  std::uint64_t multiply_accumulates = 0;  ///< of one inference, batch 1; formulas in src/model/multiply_accumulates.h
  std::vector<std::string> uncounted_operators;  ///< that may multiply, but whose MACs are not counted
  std::uint64_t activation_bytes = 0;            ///< all non-constant tensors, summed

  std::vector<TensorSpec> inputs, outputs;
  std::string output_operator;    ///< that computes the only output, behind reshapes and quantization; "": not known
  std::string output_activation;  ///< "softmax", "log_softmax", "sigmoid", "none" of these; "": not known
  std::optional<ImageInput> image_input;  ///< of the first input, which then takes uint8 pixels as 1×H×W×C
  std::map<std::string, std::uint64_t> bytes_by_type;  ///< constants, by number type
  std::vector<OperatorFacts> operators;                ///< most bytes first
  std::vector<LayerFacts> largest_layers;              ///< at most ten, most bytes first

  std::uint64_t duplicate_bytes = 0;  ///< bytes that further copies of equal buffers (1 KiB or more) cost
  /// float32 constants of two or more dimensions and 1024 or more elements, in a model where another such
  /// constant is quantized; else 0. (Biases have one dimension; smaller ones converters leave on purpose.)
  std::uint64_t leftover_float32_bytes = 0;
  std::vector<std::string> custom_operators;     ///< without Select-TF ones
  std::vector<std::string> select_tf_operators;  ///< "FlexErf": need the Select-TF runtime
  int subgraph_count = 1;
  std::vector<std::string> signatures;

  std::vector<std::string> labels;             ///< embedded in the file; empty: none
  std::vector<std::string> label_lines;        ///< as written, one a label, where they say more; else empty
  std::string label_form;                      ///< how they were read ("a JSON list"); "": plain lines
  std::optional<Normalisation> normalisation;  ///< embedded in the file
  std::vector<std::string> warnings;           ///< parts of the file that were ignored, and why
};

/// Why `model` is not an image classifier that muster can grade; nullopt: it is one.
/// A classifier has one image input (1×H×W×C, C 1 or 3) and one output of one score a class.
std::optional<std::string> not_a_classifier(const Model& model);

/// Why there is no size at which `model` could be run: an input has a free dimension besides the batch, such as a free
/// height and width that --input-size did not choose; with what to type, where that helps. nullopt: it can be run.
std::optional<std::string> unknown_input_size(const Model& model);

/// Reads the facts of a .tflite file; inspect() in muster/verbs.h reads the other formats too. Errors: kNotFound,
/// kMalformed (with the offset), kUnsupported (another format); kInvalidArgument, a size that the model does not allow.
/// `input_size`: of its free height and width; no height: its own. Thread-safe.
Result<Model> load_model(const std::filesystem::path& path, const ImageSize& input_size = {});

}  // namespace muster
