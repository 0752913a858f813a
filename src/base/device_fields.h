#pragma once

#include <nlohmann/json.hpp>

#include "base/json_words.h"
#include "muster/run.h"

namespace muster {

// Machines and devices as JSON that is read back: in messages between processes and in Run files. The readers throw
// nlohmann::json::exception where a field is missing or of another type; their callers make an Error of it.
void to_json(nlohmann::json& json, const Machine& machine);
void from_json(const nlohmann::json& json, Machine& machine);
void to_json(nlohmann::json& json, const Device& device);
void from_json(const nlohmann::json& json, Device& device);
void to_json(nlohmann::json& json, const DeviceState& state);
void from_json(const nlohmann::json& json, DeviceState& state);

}  // namespace muster
