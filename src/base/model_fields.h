#pragma once

#include <nlohmann/json.hpp>

#include "base/json_words.h"
#include "muster/model.h"
#include "muster/preprocessing.h"
#include "muster/tensor.h"

namespace muster {

// Facts of models and of their inputs as JSON that is read back: in messages between processes and in Run files. All
// fields, but for a model's path. The readers throw nlohmann::json::exception where a field is missing or of another
// type; their callers make an Error of it.
void to_json(nlohmann::json& json, const TensorSpec& spec);
void from_json(const nlohmann::json& json, TensorSpec& spec);
void to_json(nlohmann::json& json, const Preprocessing& preprocessing);
void from_json(const nlohmann::json& json, Preprocessing& preprocessing);
void to_json(nlohmann::json& json, const Model& model);
void from_json(const nlohmann::json& json, Model& model);

}  // namespace muster
