#include <fmt/format.h>

#include <chrono>

#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"

namespace muster {
namespace {

constexpr int kOldDays = 365;

/// The days of "2026-05-12…" since 1970; nullopt: no date.
std::optional<std::chrono::sys_days> day_of(std::string_view date) {
  if (date.size() < 10) return std::nullopt;
  const auto year = parse_integer(date.substr(0, 4)), month = parse_integer(date.substr(5, 2)),
             day = parse_integer(date.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day calendar{std::chrono::year(static_cast<int>(*year)),
                                             std::chrono::month(static_cast<unsigned>(*month)),
                                             std::chrono::day(static_cast<unsigned>(*day))};
  return calendar.ok() ? std::optional(std::chrono::sys_days(calendar)) : std::nullopt;
}

/// Days from a device's date to that of the Run; nullopt: one is not known.
std::optional<int> age_in_days(const Device& device, const Run& run) {
  const auto then = day_of(device.date), now = day_of(run.observed_at);
  if (!then || !now) return std::nullopt;
  return static_cast<int>((*now - *then).count());
}

std::string proof_words(ModelProof proof) {
  switch (proof) {
    case ModelProof::kDigest:
      return "of this model, by its SHA-256";
    case ModelProof::kUser:
      return "of this model, by the user's word";
    case ModelProof::kNone:
      break;
  }
  return "of a model that is not at hand";
}

std::string device_words(const Device& device, const Run& run, ModelProof proof) {
  const auto age = age_in_days(device, run);
  const std::string when = !age || *age < 0 ? device.date
                           : *age == 0
                               ? device.date + ", the day of this report"
                               : fmt::format("{}, {} day{} before", device.date,
                                             format_count(static_cast<std::uint64_t>(*age)), *age == 1 ? "" : "s");
  return fmt::format("{} ({}, {}, {}; {}; {})", printable(device.name, 80), printable(device.os, 60),
                     printable(device.runtime, 60), device.accelerator, when, proof_words(proof));
}

std::uint64_t inferences_of(const LatencyRun& run) {
  return run.summary ? run.summary->count : run.steady.size();
}

std::optional<Seen> device_evidence(const CheckInput& input) {
  Seen seen;
  seen.outcome = Outcome::kPass;
  bool old = false;
  const auto add = [&](std::string_view what, const Device& device, ModelProof proof) {
    if (seen.details.size() == kMostDetails) return;
    seen.details.push_back(fmt::format("{} {}", what, device_words(device, input.run, proof)));
    old = old || age_in_days(device, input.run).value_or(0) > kOldDays;
  };
  for (const LatencyRun& run : input.run.latency_runs) {
    if (run.origin != Origin::kDevice) continue;
    const std::uint64_t count = inferences_of(run);
    add(count == 0 ? "times, of how many inferences is not stated, on the"
                   : fmt::format("times of {} inference{} on the", format_count(count), count == 1 ? "" : "s"),
        run.device, run.model_proof);
  }
  for (const EnergyRun& run : input.run.energy_runs)
    if (run.origin == Origin::kDevice) add("energy of the", run.device, run.model_proof);
  if (input.run.predictions.origin == Origin::kDevice)
    add("answers of the", input.run.predictions.device, input.run.predictions.model_proof);
  if (seen.details.empty()) return std::nullopt;
  seen.origin = Origin::kDevice;
  seen.summary = fmt::format("{}{}", seen.details.front(),
                             seen.details.size() == 1 ? "" : fmt::format(", and {} more", seen.details.size() - 1));
  if (old) {
    seen.outcome = Outcome::kInconclusive;
    seen.advice = "It is more than a year old: systems, drivers and apps have changed; measure again.";
  }
  seen.caveat = "Device evidence: " + seen.summary + ".";
  return seen;
}

}  // namespace

const Check kDeviceEvidence{"device-evidence", "What devices measured, and when",
                            "Evidence is worth as much as it is known whose it is, and of what.",
                            "Keep the log; give the model's SHA-256 (--model-sha256) rather than your word.",
                            device_evidence};

}  // namespace muster
