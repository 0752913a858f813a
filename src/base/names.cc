// The words for the enums of the public API, as reports, JSON and options spell them.
#include <array>

#include "muster/doctor.h"
#include "muster/report.h"

namespace muster {
namespace {

template <class Enum, std::size_t N>
std::string_view word(const std::array<std::string_view, N>& words, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? words[index] : "?";
}

}  // namespace

std::string_view to_string(Origin origin) {
  return word(std::to_array<std::string_view>({"host", "device", "translated", "emulated", "estimated"}), origin);
}

std::string_view to_string(JudgedBy judged_by) {
  return word(std::to_array<std::string_view>({"top1_accuracy", "balanced_accuracy"}), judged_by);
}

std::string_view to_string(DoctorVerdict verdict) {
  return word(std::to_array<std::string_view>({"found", "nothing found", "inconclusive"}), verdict);
}

std::string_view to_string(RunEnd end) {
  return word(std::to_array<std::string_view>({"complete", "crashed", "timed out", "out of memory", "stopped"}), end);
}

std::string_view to_string(ModelProof proof) {
  return word(std::to_array<std::string_view>({"none", "user", "digest"}), proof);
}

std::string_view to_string(Charging charging) {
  return word(std::to_array<std::string_view>({"unknown", "charging", "discharging", "full"}), charging);
}

std::string_view to_string(PhotoState state) {
  return word(
      std::to_array<std::string_view>({"pending", "scored", "unreadable", "not_a_number", "failed", "set_aside"}),
      state);
}

std::string_view to_string(OtherRole role) {
  return word(std::to_array<std::string_view>({"training", "field"}), role);
}

std::string_view to_string(Level level) {
  return word(std::to_array<std::string_view>({"error", "warning", "off"}), level);
}

std::string_view to_string(Outcome outcome) {
  return word(std::to_array<std::string_view>({"pass", "fail", "inconclusive"}), outcome);
}

std::string_view to_string(Grade grade) {
  return word(std::to_array<std::string_view>({"", "good", "acceptable", "bad"}), grade);
}

std::string_view to_string(Verdict verdict) {
  return word(std::to_array<std::string_view>({"ready", "not_ready", "unproven"}), verdict);
}

std::string_view to_string(Source source) {
  return word(std::to_array<std::string_view>(
                  {"default", "model metadata", "quantized input", "sidecar file", "preset", "option"}),
              source);
}

}  // namespace muster
