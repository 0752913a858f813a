#include "worker/model_message.h"

namespace muster {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OperatorFacts, name, count, parameter_bytes, multiply_accumulates)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LayerFacts, name, operator_name, parameter_bytes, multiply_accumulates)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Normalisation, mean, std)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ImageInput, colour, scale, bias, other_sizes)

namespace {

/// Calls `field(name, member)` for every member that has one value.
void for_each_field(auto& model, const auto& field) {
  field("format", model.format);
  field("format_version", model.format_version);
  field("required_system", model.required_system);
  field("description", model.description);
  field("author", model.author);
  field("licence", model.licence);
  field("sha256", model.sha256);
  field("file_bytes", model.file_bytes);
  field("store_bytes", model.store_bytes);
  field("parameter_count", model.parameter_count);
  field("multiply_accumulates", model.multiply_accumulates);
  field("uncounted_operators", model.uncounted_operators);
  field("activation_bytes", model.activation_bytes);
  field("inputs", model.inputs);
  field("outputs", model.outputs);
  field("bytes_by_type", model.bytes_by_type);
  field("operators", model.operators);
  field("largest_layers", model.largest_layers);
  field("duplicate_bytes", model.duplicate_bytes);
  field("leftover_float32_bytes", model.leftover_float32_bytes);
  field("custom_operators", model.custom_operators);
  field("select_tf_operators", model.select_tf_operators);
  field("subgraph_count", model.subgraph_count);
  field("signatures", model.signatures);
  field("labels", model.labels);
  field("warnings", model.warnings);
}

}  // namespace

void to_json(nlohmann::json& json, const Model& model) {
  for_each_field(model, [&](const char* name, const auto& value) { json[name] = value; });
  if (model.image_input) json["image_input"] = *model.image_input;
  if (model.normalisation) json["normalisation"] = *model.normalisation;
}

void from_json(const nlohmann::json& json, Model& model) {
  for_each_field(model, [&](const char* name, auto& value) { json.at(name).get_to(value); });
  if (json.contains("image_input")) model.image_input = json.at("image_input").get<ImageInput>();
  if (json.contains("normalisation")) model.normalisation = json.at("normalisation").get<Normalisation>();
}

}  // namespace muster
