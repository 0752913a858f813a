#include "report/json_parts.h"

namespace muster {
namespace {

Json nanoseconds(const std::optional<Nanoseconds>& time) {
  return time ? Json(time->count()) : Json(nullptr);
}

Json nanoseconds(const std::vector<Nanoseconds>& times) {
  Json array = Json::array();
  for (const Nanoseconds time : times) array.push_back(time.count());
  return array;
}

Json to_json(const LatencySummary& summary) {
  Json percentiles = Json::array();
  for (const StatedPercentile& stated : summary.percentiles)
    percentiles.push_back({{"percent", stated.percent}, {"time_ns", stated.time.count()}});
  return {{"count", summary.count},
          {"min_ns", nanoseconds(summary.min)},
          {"mean_ns", nanoseconds(summary.mean)},
          {"max_ns", nanoseconds(summary.max)},
          {"standard_deviation_ns", nanoseconds(summary.standard_deviation)},
          {"percentiles", percentiles},
          {"early_stopping_p90_ns", nanoseconds(summary.early_stopping_p90)}};
}

Json to_json(const DeviceState& state) {
  return {{"at_ns", state.at.count()},
          {"temperature_celsius", json_or_null(state.temperature_celsius)},
          {"battery_percent", json_or_null(state.battery_percent)},
          {"clock_mhz", json_or_null(state.clock_mhz)},
          {"governor", text_or_null(state.governor)},
          {"charging", to_string(state.charging)}};
}

}  // namespace

std::string write_json(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

Json uncommon_json(const std::vector<ReferenceAnswer>& answers) {
  if (answers.empty()) return nullptr;
  const UncommonAnswers uncommon = uncommon_answers(answers);
  return {{"photos", uncommon.photos}, {"changed", uncommon.changed}};
}

Json to_json(const Estimate& estimate) {
  return {{"value", estimate.value},
          {"low", json_or_null(estimate.low)},
          {"high", json_or_null(estimate.high)},
          {"count", estimate.count}};
}

Json to_json(const Measurement& measurement) {
  const Estimate& estimate = measurement.estimate;
  return {{"value", estimate.value},
          {"low", json_or_null(estimate.low)},
          {"high", json_or_null(estimate.high)},
          {"count", estimate.count},
          {"unit", measurement.unit},
          {"origin", to_string(measurement.origin)},
          {"accelerator", measurement.accelerator},
          {"note", text_or_null(measurement.note)}};
}

Json to_json(const Finding& finding, const Json& model_path) {
  return {{"check", finding.check},
          {"model", model_path},
          {"outcome", to_string(finding.outcome)},
          {"level", to_string(finding.level)},
          {"grade", text_or_null(to_string(finding.grade))},
          {"origin", finding.origin ? Json(to_string(*finding.origin)) : Json(nullptr)},
          {"summary", finding.summary},
          {"why", finding.why},
          {"advice", finding.advice},
          {"details", finding.details}};
}

Json to_json(const LatencyRun& run) {
  Json states = Json::array();
  for (const DeviceState& state : run.states) states.push_back(to_json(state));
  return {{"origin", to_string(run.origin)},
          {"device", to_json(run.device)},
          {"accelerator", run.accelerator},
          {"threads", run.threads},
          {"on_noise", run.on_noise},
          {"sustained", run.sustained},
          {"load_ns", nanoseconds(run.load)},
          {"first_ns", nanoseconds(run.first)},
          {"warmup_ns", nanoseconds(run.warmup)},
          {"steady_ns", nanoseconds(run.steady)},
          {"summary", run.summary ? to_json(*run.summary) : Json(nullptr)},
          {"tool", text_or_null(run.tool)},
          {"source", text_or_null(run.source)},
          {"model_proof", to_string(run.model_proof)},
          {"requests", run.requests},
          {"peak_memory_bytes", json_or_null(run.peak_memory_bytes)},
          {"memory_meaning", text_or_null(run.memory_meaning)},
          {"graph", text_or_null(run.graph)},
          {"profiled", run.profiled},
          {"other_load_cores", run.other_load_cores},
          {"device_states", states},
          {"end", to_string(run.end)}};
}

Json to_json(const Device& device) {
  if (device.name.empty()) return nullptr;
  return {{"name", device.name},
          {"os", device.os},
          {"runtime", device.runtime},
          {"accelerator", device.accelerator},
          {"date", device.date}};
}

Json to_json(const Machine& machine) {
  return {{"cpu", machine.cpu},
          {"os", machine.os},
          {"architecture", machine.architecture},
          {"cores", machine.cores},
          {"load_average", machine.load_average},
          {"governor", text_or_null(machine.governor)},
          {"emulated", machine.emulated},
          {"runtime", text_or_null(machine.runtime)}};
}

Json to_json(const Preprocessing& preprocessing) {
  return {{"crop", to_string(preprocessing.crop)},
          {"resize", to_string(preprocessing.resize)},
          {"colour", to_string(preprocessing.colour)},
          {"orientation", to_string(preprocessing.orientation)},
          {"mean", takes_raw_pixels(preprocessing) ? Json("raw") : Json(preprocessing.mean)},
          {"std", takes_raw_pixels(preprocessing) ? Json(nullptr) : Json(preprocessing.std)},
          {"encoding", to_string(preprocessing.encoding)},
          {"preset", text_or_null(preprocessing.preset)},
          {"sources",
           {{"crop", to_string(preprocessing.crop_source)},
            {"resize", to_string(preprocessing.resize_source)},
            {"colour", to_string(preprocessing.colour_source)},
            {"orientation", to_string(preprocessing.orientation_source)},
            {"mean", to_string(preprocessing.mean_source)},
            {"std", to_string(preprocessing.std_source)}}},
          {"options", options_of(preprocessing)},
          {"guessed", is_guessed(preprocessing)}};
}

Json to_json(const TensorSpec& tensor) {
  Json quantization = nullptr;
  if (tensor.quantization)
    quantization = {{"scales", tensor.quantization->scales},
                    {"zero_points", tensor.quantization->zero_points},
                    {"axis", tensor.quantization->axis}};
  return {{"name", tensor.name},
          {"type", to_string(tensor.element_type)},
          {"shape", tensor.shape},
          {"quantization", quantization}};
}

Json to_json(const LimitResult& result) {
  return {{"metric", result.limit.metric},
          {"good", result.limit.good},
          {"bad", result.limit.bad},
          {"level", to_string(result.limit.level)},
          {"accelerator", text_or_null(result.limit.accelerator)},
          {"higher_is_better", result.higher_is_better},
          {"outcome", to_string(result.outcome)},
          {"grade", text_or_null(to_string(result.grade))},
          {"measurement", result.measurement ? to_json(*result.measurement) : Json(nullptr)}};
}

}  // namespace muster
