#include <nlohmann/json.hpp>

#include "muster/render.h"
#include "muster/report.h"

namespace muster {
namespace {

using Json = nlohmann::ordered_json;

Json tensor_json(const TensorSpec& spec) {
  Json json = {{"name", spec.name}, {"type", to_string(spec.element_type)}, {"shape", spec.shape}};
  const Quantization none, &quantization = spec.quantization ? *spec.quantization : none;
  json["scale"] = quantization.scales;
  json["zero_point"] = quantization.zero_points;
  return json;
}

Json tensors_json(const std::vector<TensorSpec>& specs) {
  Json list = Json::array();
  for (const TensorSpec& spec : specs) list.push_back(tensor_json(spec));
  return list;
}

Json operators_json(const Model& model) {
  Json list = Json::array();
  for (const OperatorFacts& facts : model.operators)
    list.push_back({{"name", facts.name},
                    {"count", facts.count},
                    {"parameter_bytes", facts.parameter_bytes},
                    {"multiply_accumulates", facts.multiply_accumulates}});
  return list;
}

Json layers_json(const Model& model) {
  Json list = Json::array();
  for (const LayerFacts& facts : model.largest_layers)
    list.push_back({{"name", facts.name},
                    {"operator", facts.operator_name},
                    {"number_type", facts.number_type},
                    {"parameter_bytes", facts.parameter_bytes},
                    {"multiply_accumulates", facts.multiply_accumulates}});
  return list;
}

Json findings_json(const Model& model) {
  Json list = Json::array();
  for (const Finding& finding : model_findings(model))
    list.push_back({{"check", finding.check},
                    {"summary", finding.summary},
                    {"why", finding.why},
                    {"advice", finding.advice},
                    {"details", finding.details}});
  return list;
}

Json normalisation_json(const Model& model) {
  if (!model.normalisation) return nullptr;
  return {{"mean", model.normalisation->mean}, {"std", model.normalisation->std}};
}

Json image_input_json(const Model& model) {
  if (!model.image_input) return nullptr;
  const ImageInput& image = *model.image_input;
  return {{"colour", image.colour}, {"scale", image.scale}, {"bias", image.bias}, {"other_sizes", image.other_sizes}};
}

void add_sizes(const Model& model, Json& json) {
  json["sha256"] = model.sha256;
  json["model_bytes"] = model.file_bytes;
  json["store_bytes"] = model.store_bytes;
  json["parameters"] = model.parameter_count;
  json["multiply_accumulates"] = model.multiply_accumulates;
  json["uncounted_operators"] = model.uncounted_operators;
  json["activation_bytes"] = model.activation_bytes;
  json["bytes_by_type"] = model.bytes_by_type;
  json["operators"] = operators_json(model);
  json["largest_layers"] = layers_json(model);
  json["duplicate_bytes"] = model.duplicate_bytes;
  json["leftover_float32_bytes"] = model.leftover_float32_bytes;
  json["custom_operators"] = model.custom_operators;
  json["select_tf_operators"] = model.select_tf_operators;
}

}  // namespace

std::string render_model_json(const Model& model) {
  const auto reason = not_a_classifier(model);
  Json json = {{"schema_version", Report::kSchemaVersion},
               {"path", model.path.string()},
               {"format", model.format},
               {"format_version", model.format_version},
               {"required_system", model.required_system},
               {"description", model.description},
               {"author", model.author},
               {"licence", model.licence}};
  add_sizes(model, json);
  json["subgraphs"] = model.subgraph_count;
  json["signatures"] = model.signatures;
  json["inputs"] = tensors_json(model.inputs);
  json["outputs"] = tensors_json(model.outputs);
  json["image_input"] = image_input_json(model);
  json["label_count"] = model.labels.size();
  json["labels"] = model.labels;
  json["labels_read_as"] = model.label_form.empty() ? Json(nullptr) : Json(model.label_form);
  json["normalisation"] = normalisation_json(model);
  json["classifier"] = !reason;
  json["not_a_classifier_because"] = reason ? Json(*reason) : Json(nullptr);
  json["warnings"] = model.warnings;
  json["findings"] = findings_json(model);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace muster
