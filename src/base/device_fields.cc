#include "base/device_fields.h"

namespace muster {

void to_json(nlohmann::json& json, const Machine& machine) {
  json = {{"cpu", machine.cpu},           {"os", machine.os},
          {"cores", machine.cores},       {"architecture", machine.architecture},
          {"governor", machine.governor}, {"load_average", machine.load_average},
          {"emulated", machine.emulated}, {"runtime", machine.runtime}};
}

void from_json(const nlohmann::json& json, Machine& machine) {
  json.at("cpu").get_to(machine.cpu);
  json.at("os").get_to(machine.os);
  json.at("architecture").get_to(machine.architecture);
  json.at("cores").get_to(machine.cores);
  json.at("load_average").get_to(machine.load_average);
  json.at("governor").get_to(machine.governor);
  json.at("emulated").get_to(machine.emulated);
  json.at("runtime").get_to(machine.runtime);
}

void to_json(nlohmann::json& json, const Device& device) {
  json = {{"name", device.name},
          {"os", device.os},
          {"runtime", device.runtime},
          {"accelerator", device.accelerator},
          {"date", device.date}};
}

void from_json(const nlohmann::json& json, Device& device) {
  json.at("name").get_to(device.name);
  json.at("os").get_to(device.os);
  json.at("runtime").get_to(device.runtime);
  json.at("accelerator").get_to(device.accelerator);
  json.at("date").get_to(device.date);
}

void to_json(nlohmann::json& json, const DeviceState& state) {
  json = {{"at", state.at},
          {"temperature_celsius", state.temperature_celsius},
          {"battery_percent", state.battery_percent},
          {"clock_mhz", state.clock_mhz},
          {"governor", state.governor},
          {"charging", to_string(state.charging)}};
}

void from_json(const nlohmann::json& json, DeviceState& state) {
  json.at("at").get_to(state.at);
  json.at("temperature_celsius").get_to(state.temperature_celsius);
  json.at("battery_percent").get_to(state.battery_percent);
  json.at("clock_mhz").get_to(state.clock_mhz);
  json.at("governor").get_to(state.governor);
  state.charging = enum_of_word(json.at("charging"), Charging::kFull);
}

}  // namespace muster
