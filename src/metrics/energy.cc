// Energy of one inference, estimated from multiply-accumulates and bytes moved. Never a measurement.
#include <cmath>

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
std::optional<Figure> energy(const MetricInput& input) {
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

std::optional<Figure> battery_share(const MetricInput& input) {
  if (!input.run.battery_mwh || !(*input.run.battery_mwh > 0)) return std::nullopt;
  auto figure = energy(input);
  if (!figure) return std::nullopt;
  const double share = 1000 / (*input.run.battery_mwh * 3600);  // a milliwatt-hour is 3,600 millijoules
  Estimate& estimate = figure->estimate;
  estimate.value *= share;
  if (estimate.low) *estimate.low *= share;
  if (estimate.high) *estimate.high *= share;
  return figure;
}

}  // namespace

const Metric kEnergy{"energy_mj",           "energy of one inference", "mJ",  false,
                     MetricKind::kModelled, Evidence::kModel,          energy};
const Metric kBatteryShare{"battery_share_per_1000",
                           "battery used by 1,000 inferences",
                           "fraction",
                           false,
                           MetricKind::kModelled,
                           Evidence::kBattery,
                           battery_share};

}  // namespace muster
