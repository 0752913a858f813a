#include "base/model_fields.h"

namespace muster {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OperatorFacts, name, count, parameter_bytes, multiply_accumulates)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LayerFacts, name, operator_name, parameter_bytes, multiply_accumulates, number_type)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Normalisation, mean, std)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ImageInput, colour, scale, bias, other_sizes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Quantization, scales, zero_points, axis)

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
  field("output_operator", model.output_operator);
  field("output_activation", model.output_activation);
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
  field("image_input", model.image_input);
  field("normalisation", model.normalisation);
}

/// The same for how photos are prepared, but for the crop.
void for_each_word(auto& preprocessing, const auto& field) {
  field("resize", preprocessing.resize, Resize::kArea);
  field("colour", preprocessing.colour, Colour::kBgr);
  field("encoding", preprocessing.encoding, Encoding::kQuantized);
  field("crop_source", preprocessing.crop_source, Source::kOption);
  field("resize_source", preprocessing.resize_source, Source::kOption);
  field("colour_source", preprocessing.colour_source, Source::kOption);
  field("orientation", preprocessing.orientation, Orientation::kStored);
  field("orientation_source", preprocessing.orientation_source, Source::kOption);
  field("mean_source", preprocessing.mean_source, Source::kOption);
  field("std_source", preprocessing.std_source, Source::kOption);
}

}  // namespace

void to_json(nlohmann::json& json, const TensorSpec& spec) {
  json = {{"name", spec.name},
          {"type", to_string(spec.element_type)},
          {"shape", spec.shape},
          {"channels_first", spec.channels_first},
          {"quantization", spec.quantization}};
}

void from_json(const nlohmann::json& json, TensorSpec& spec) {
  json.at("name").get_to(spec.name);
  spec.element_type = enum_of_word(json.at("type"), ElementType::kOther);
  json.at("shape").get_to(spec.shape);
  json.at("channels_first").get_to(spec.channels_first);
  json.at("quantization").get_to(spec.quantization);
}

void to_json(nlohmann::json& json, const Preprocessing& p) {
  json = {{"preset", p.preset}, {"crop", to_string(p.crop)}, {"mean", p.mean}, {"std", p.std}};
  for_each_word(p, [&](const char* name, auto value, auto) { json[name] = to_string(value); });
}

void from_json(const nlohmann::json& json, Preprocessing& p) {
  json.at("preset").get_to(p.preset);
  const auto crop = parse_crop(json.at("crop").get<std::string>());
  if (!crop) throw nlohmann::json::other_error::create(501, crop.error().message, &json);
  p.crop = *crop;
  json.at("mean").get_to(p.mean);
  json.at("std").get_to(p.std);
  for_each_word(p, [&](const char* name, auto& value, auto last) {
    const bool unsaid = std::string_view(name).starts_with("orientation") && !json.contains(name);  // in older files
    if (!unsaid) value = enum_of_word(json.at(name), last);
  });
}

void to_json(nlohmann::json& json, const Model& model) {
  for_each_field(model, [&](const char* name, const auto& value) { json[name] = value; });
  json["label_lines"] = model.label_lines;
  json["label_form"] = model.label_form;
}

void from_json(const nlohmann::json& json, Model& model) {
  for_each_field(model, [&](const char* name, auto& value) {
    const bool unsaid = std::string_view(name).starts_with("output_") && !json.contains(name);  // in older files
    if (!unsaid) json.at(name).get_to(value);
  });
  if (json.contains("label_lines")) json.at("label_lines").get_to(model.label_lines);  // older files have neither
  if (json.contains("label_form")) json.at("label_form").get_to(model.label_form);
}

}  // namespace muster
