// Energy of one inference: as meters counted it, else estimated from multiply-accumulates and bytes moved, which is
// told.
#include "metrics/energy.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/device_name.h"
#include "metrics/metric.h"

namespace muster {
namespace {

/// Picojoules, 45 nm at 0.9 V: M. Horowitz, "Computing's energy problem (and what we can do about it)", ISSCC 2014,
/// figures 1.1.8 and 1.1.9.
struct EnergyTable {
  double multiply_add_8 = 0.2 + 0.03, multiply_add_float32 = 3.7 + 0.9;
  double instruction = 70;                                         ///< fetch, registers and control of one instruction
  double cache_byte = 100.0 / 8;                                   ///< 64 bits of a 1 MB cache
  double dram_byte_low = 1300.0 / 8, dram_byte_high = 2600.0 / 8;  ///< 64 bits of DRAM
};
constexpr EnergyTable kPicojoules;

/// Whether most constant bytes are 8-bit (or 4-bit).
bool is_8_bit(const Model& model) {
  std::uint64_t narrow = 0, wide = 0;
  for (const auto& [type, bytes] : model.bytes_by_type)
    (type == "int8" || type == "uint8" || type == "int4" ? narrow : wide) += bytes;
  return narrow > wide;
}

/// Low: bare arithmetic, weights once from DRAM, activations in cache. High: an instruction for each 128-bit vector,
/// weights from DRAM at its dearest, activations written there and read back.
std::optional<Figure> estimated_energy(const MetricInput& input) {
  if (!input.run.model || input.run.model->multiply_accumulates == 0) return std::nullopt;
  constexpr double kMillijoule = 1e-9;  // of a picojoule
  const Model& model = *input.run.model;
  const bool narrow = is_8_bit(model);
  const auto macs = static_cast<double>(model.multiply_accumulates);
  const auto activations = static_cast<double>(model.activation_bytes);
  double weights = 0;
  for (const auto& [type, bytes] : model.bytes_by_type) weights += static_cast<double>(bytes);
  const double arithmetic = macs * (narrow ? kPicojoules.multiply_add_8 : kPicojoules.multiply_add_float32);
  const double low = arithmetic + weights * kPicojoules.dram_byte_low + 2 * activations * kPicojoules.cache_byte;
  const double high = arithmetic + macs / (narrow ? 16 : 4) * kPicojoules.instruction +
                      (weights + 2 * activations) * kPicojoules.dram_byte_high;
  Figure figure{
      {std::sqrt(low * high) * kMillijoule, low * kMillijoule, high * kMillijoule, 0}, Origin::kEstimated, "cpu", ""};
  figure.note = "estimate, no meter: operations and bytes moved × energies of Horowitz, ISSCC 2014 (45 nm)";
  if (!model.uncounted_operators.empty()) figure.estimate.high.reset();
  return figure;
}

/// What meters counted of one inference: the work less what idling would have taken meanwhile. The bounds take the
/// meter's step, and the idle span that takes most or least.
std::optional<Figure> energy_by(const EnergyRun& run) {
  double joules = 0, step = 0, seconds = 0, idle_joules = 0, idle_seconds = 0, idle_least = 0, idle_most = 0;
  std::uint64_t inferences = 0;
  for (const EnergySpan& span : run.spans) {
    const double length = std::chrono::duration<double>(span.duration).count();
    if (span.inferences > 0) {
      joules += span.joules, step += span.step_joules, seconds += length, inferences += span.inferences;
      continue;
    }
    const double least = std::max(0.0, span.joules - span.step_joules) / length;
    const double most = (span.joules + span.step_joules) / length;
    idle_least = idle_seconds == 0 ? least : std::min(idle_least, least);
    idle_most = std::max(idle_most, most);
    idle_joules += span.joules, idle_seconds += length;
  }
  if (inferences == 0) return std::nullopt;
  const double scale = 1e3 / static_cast<double>(inferences);
  const double idle_watts = idle_seconds > 0 ? idle_joules / idle_seconds : 0;
  const auto above_zero = [&](double watts_idle, double error) {
    return std::max(0.0, joules + error - watts_idle * seconds) * scale;
  };
  const bool subtracted = idle_seconds > 0;
  return Figure{{above_zero(idle_watts, 0), subtracted ? above_zero(idle_most, -step) : 0, above_zero(idle_least, step),
                 inferences},
                run.origin,
                run.accelerator,
                "by the " + run.meter + (run.meter == "rails" ? ", which are not all that a device takes" : "") +
                    (subtracted ? ", less what idling takes" : "; idling was not measured, and is in it")};
}

std::optional<Figure> measured_energy(const MetricInput& input) {
  const EnergyRun* run = speaking_energy(input.run, input.accelerator, input.device);
  return run == nullptr ? std::nullopt : energy_by(*run);
}

std::optional<Figure> energy(const MetricInput& input) {
  const auto measured = measured_energy(input);
  return measured || !input.device.empty() ? measured : estimated_energy(input);
}

/// `figure` in another unit.
std::optional<Figure> times(std::optional<Figure> figure, double factor) {
  if (!figure) return std::nullopt;
  Estimate& estimate = figure->estimate;
  estimate.value *= factor;
  if (estimate.low) *estimate.low *= factor;
  if (estimate.high) *estimate.high *= factor;
  return figure;
}

std::optional<Figure> battery_share(const MetricInput& input) {
  if (!input.run.battery_mwh || !(*input.run.battery_mwh > 0)) return std::nullopt;
  return times(energy(input), 1000 / (*input.run.battery_mwh * 3600));  // a milliwatt-hour is 3,600 millijoules
}

/// Millijoules × inferences a second are milliwatts; an hour of them, as a share of the battery, in percent.
std::optional<Figure> battery_per_hour(const MetricInput& input) {
  if (!input.run.battery_mwh || !(*input.run.battery_mwh > 0) || !input.run.duty_per_second) return std::nullopt;
  return times(energy(input), *input.run.duty_per_second / *input.run.battery_mwh * 100);
}

}  // namespace

const EnergyRun* speaking_energy(const Run& run, std::string_view accelerator, std::string_view device) {
  const EnergyRun* most = nullptr;
  double most_millijoules = 0;
  for (const EnergyRun& one : run.energy_runs) {
    const bool on_device = one.origin == Origin::kDevice;
    if (!accelerator.empty() && one.accelerator != accelerator) continue;
    if (!device.empty() && !(on_device && names_device(device, one.device.name))) continue;
    const auto figure = energy_by(one);
    if (!figure) continue;
    const bool before = most != nullptr && most->origin == Origin::kDevice;
    if (most != nullptr && (on_device != before ? before : figure->estimate.value <= most_millijoules)) continue;
    most = &one;
    most_millijoules = figure->estimate.value;
  }
  return most;
}

const Metric kEnergy{"energy_mj",           "energy of one inference", "mJ",  false,
                     MetricKind::kModelled, Evidence::kModel,          energy};
const Metric kBatteryShare{"battery_share_per_1000",
                           "battery used by 1,000 inferences",
                           "fraction",
                           false,
                           MetricKind::kModelled,
                           Evidence::kBattery,
                           battery_share};
const Metric kBatteryPerHour{"battery_percent_per_hour",
                             "battery used in an hour at the stated use",
                             "%/h",
                             false,
                             MetricKind::kModelled,
                             Evidence::kBattery,
                             battery_per_hour};

}  // namespace muster
