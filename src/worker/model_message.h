#pragma once

#include <nlohmann/json.hpp>

#include "muster/model.h"
#include "worker/protocol.h"

namespace muster {

// The facts of a model as a message: the reply to "facts". All fields but the path.
void to_json(nlohmann::json& json, const Model& model);
void from_json(const nlohmann::json& json, Model& model);

}  // namespace muster
