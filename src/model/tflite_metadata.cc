// TFLite metadata: the buffer called "TFLITE_METADATA" is a flatbuffer of its own; label files lie in an appended zip.
#include "model/tflite_metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/labels/label_text.h"
#include "base/text.h"
#include "model/appended_files.h"
#include "tflite_metadata_generated.h"

namespace muster {
namespace {

namespace metadata = tflite_metadata;

std::span<const std::byte> metadata_bytes(const TfliteFile& file) {
  if (file.root->metadata() == nullptr) return {};
  for (const tflite::Metadata* entry : *file.root->metadata())
    if (bounded_text(entry->name()) == "TFLITE_METADATA" && entry->buffer() < file.buffers.size())
      return file.buffers[entry->buffer()];
  return {};
}

using TensorList = flatbuffers::Vector<flatbuffers::Offset<metadata::TensorMetadata>>;

const metadata::TensorMetadata* first(const TensorList* tensors) {
  return tensors != nullptr && tensors->size() > 0 ? tensors->Get(0) : nullptr;
}

/// One finite number, or one a channel; a std is not 0.
bool is_usable(std::span<const float> numbers, bool divisor) {
  constexpr std::size_t kMostChannels = 4;
  return !numbers.empty() && numbers.size() <= kMostChannels &&
         std::ranges::all_of(numbers, [&](float x) { return std::isfinite(x) && !(divisor && x == 0); });
}

void add_normalisation(const metadata::TensorMetadata& input, Model& model) {
  if (input.process_units() == nullptr) return;
  for (const metadata::ProcessUnit* unit : *input.process_units()) {
    const auto* options = unit->options_as_NormalizationOptions();
    if (options == nullptr) continue;
    const auto mean = elements(options->mean()), std = elements(options->std());
    if (is_usable(mean, false) && is_usable(std, true))
      model.normalisation = Normalisation{{mean.begin(), mean.end()}, {std.begin(), std.end()}};
    else
      model.warnings.emplace_back("the metadata's mean and std make no sense and are ignored");
    return;
  }
}

/// The file that names the classes of an output; of several translations, the one without locale or in English.
std::optional<std::string> label_file(const metadata::TensorMetadata& output) {
  std::optional<std::string> chosen;
  if (output.associated_files() == nullptr) return chosen;
  for (const metadata::AssociatedFile* file : *output.associated_files()) {
    if (file->type() != metadata::AssociatedFileType::TENSOR_AXIS_LABELS) continue;
    const std::string_view locale = bounded_text(file->locale());
    if (!chosen || locale.empty() || locale.starts_with("en")) chosen = bounded_text(file->name());
    if (locale.empty()) break;
  }
  return chosen;
}

void add_labels(const TfliteFile& file, const metadata::TensorMetadata& output, Model& model) {
  const auto name = label_file(output);
  if (!name) return;
  constexpr std::size_t kMost = 200'000;
  const auto text = read_appended_file(file.bytes, *name);
  if (!text)
    model.warnings.push_back("the labels named by the metadata cannot be read: " + text.error().message);
  else if (auto labels = read_label_text(*text, printable(*name, 60)); !labels)
    model.warnings.push_back("the labels named by the metadata cannot be read: " + labels.error().message);
  else if (labels->names.size() > kMost)
    model.warnings.push_back(fmt::format("the label file has more than {} labels and is ignored", kMost));
  else
    model.labels = std::move(labels->names), model.label_lines = std::move(labels->lines),
    model.label_form = std::move(labels->form);
}

}  // namespace

void add_tflite_metadata(const TfliteFile& file, Model& model) {
  const auto stored = metadata_bytes(file);
  if (stored.empty()) return;
  const std::vector<std::byte> bytes(stored.begin(), stored.end());  // a buffer need not be aligned for a flatbuffer
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  flatbuffers::Verifier verifier(data, bytes.size());
  if (!metadata::VerifyModelMetadataBuffer(verifier)) {
    model.warnings.emplace_back("the metadata is damaged and is ignored");
    return;
  }
  const auto* subgraphs = metadata::GetModelMetadata(data)->subgraph_metadata();
  if (subgraphs == nullptr || subgraphs->size() == 0) return;
  const metadata::SubGraphMetadata& main = *subgraphs->Get(0);
  if (const auto* input = first(main.input_tensor_metadata())) add_normalisation(*input, model);
  if (const auto* output = first(main.output_tensor_metadata())) add_labels(file, *output, model);
}

}  // namespace muster
