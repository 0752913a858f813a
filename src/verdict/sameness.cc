#include "verdict/sameness.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "base/paired_statistics.h"
#include "verdict/evidence.h"

namespace muster {

std::string_view to_string(Sameness sameness) {
  switch (sameness) {
    case Sameness::kSame:
      return "same";
    case Sameness::kDrifted:
      return "drifted";
    case Sameness::kBroken:
      return "broken";
    case Sameness::kInconclusive:
      break;
  }
  return "inconclusive";
}

namespace {

constexpr double kSignificant = 0.05;

Sameness decide(const Interval& loss, const Interval& flips, double p, const SamenessBounds& bounds) {
  if (loss.low > bounds.broken_loss) return Sameness::kBroken;
  if (loss.high < bounds.loss && flips.high < bounds.flips) return Sameness::kSame;
  if (p < kSignificant || flips.low > bounds.flips) return Sameness::kDrifted;
  return Sameness::kInconclusive;
}

/// The verdict that `scale` times the photos would give, had they the same rates; the correction is left out.
Sameness decide_scaled(const DecisionFlips& flips, double scale, const SamenessBounds& bounds) {
  const auto scaled = [&](std::uint64_t count) {
    return static_cast<std::uint64_t>(std::llround(static_cast<double>(count) * scale));
  };
  const PairedCounts counts{scaled(flips.photos), scaled(flips.right_to_wrong), scaled(flips.wrong_to_right)};
  const Interval rate = wilson_interval(static_cast<double>(scaled(flips.all())), static_cast<double>(counts.n), 0.95);
  return decide(tango_interval(counts, 0.95), rate, mcnemar_exact_p(counts), bounds);
}

/// The fewest photos in all, right to a tenth, that settle it at the rates seen; nullopt: over kMostSamples.
std::optional<std::uint64_t> photos_to_settle(const DecisionFlips& flips, const SamenessBounds& bounds) {
  const auto n = static_cast<double>(flips.photos);
  for (double scale = 1.1; n * scale <= static_cast<double>(kMostSamples); scale *= 1.1)
    if (decide_scaled(flips, scale, bounds) != Sameness::kInconclusive)
      return static_cast<std::uint64_t>(std::ceil(n * scale));
  return std::nullopt;
}

std::string points(double share) {
  return fmt::format("{}{:.1f}", share < 0 && std::abs(share) >= 0.0005 ? "−" : "", std::abs(share) * 100);
}

/// A negative loss is a gain.
std::string change_of(const Estimate& loss) {
  const auto words = [](double value, double low, double high, std::string_view what) {
    return fmt::format("{} points of accuracy were {} [{}, {}]", points(value), what, points(low), points(high));
  };
  if (loss.value <= -0.0005) return words(-loss.value, -*loss.high, -*loss.low, "gained");
  return words(loss.value, *loss.low, *loss.high, "lost");
}

std::string reason_of(const Comparison& one, const SamenessBounds& bounds) {
  const std::string seen = fmt::format("{} of {} decisions flipped ({:.1f} % [{:.1f}, {:.1f}]); {}", one.flips.all(),
                                       one.flips.photos, one.flip_rate.value * 100, *one.flip_rate.low * 100,
                                       *one.flip_rate.high * 100, change_of(one.accuracy_loss));
  switch (one.sameness) {
    case Sameness::kSame:
      return fmt::format("{}: surely under {:.3g} % and {:.3g}", seen, bounds.flips * 100, bounds.loss * 100);
    case Sameness::kBroken:
      return fmt::format("{}: surely over {:.3g}", seen, bounds.broken_loss * 100);
    case Sameness::kDrifted:
      return seen + (one.p_corrected < kSignificant ? fmt::format(": no chance (McNemar's p = {:.2g})", one.p_corrected)
                                                    : fmt::format(": surely over {:.3g} % flips", bounds.flips * 100));
    case Sameness::kInconclusive:
      break;
  }
  const auto needed = photos_to_settle(one.flips, bounds);
  return seen + (needed ? fmt::format("; at these rates about {} photos in all would settle it", *needed)
                        : fmt::format("; at these rates more than {} photos would be needed", kMostSamples));
}

/// Whose preparation was guessed, as the subject of a sentence; "": nobody's.
std::string guessed_of(const ModelReport& model) {
  const bool reference = model.run.reference && model.run.reference->guessed, own = accuracy_is_guessed(model.run);
  if (reference && own) return "both want their photos";
  return reference ? "the reference wants its photos" : own ? "the model wants its photos" : "";
}

/// Flips under a preparation that was guessed may be the guess's.
void doubt_guessed(const ModelReport& model, Comparison& one) {
  if (one.sameness != Sameness::kDrifted && one.sameness != Sameness::kBroken) return;
  const std::string guessed = guessed_of(model);
  if (guessed.empty()) return;
  one.reason += fmt::format(
      "; but how {} was guessed, in part, which can be the cause: state it with --preprocess, or --crop, --resize, "
      "--mean and --std, or MODEL.muster.toml",
      guessed);
  one.sameness = Sameness::kInconclusive;
}

}  // namespace

void judge_sameness(std::vector<ModelReport>& models, const SamenessBounds& bounds) {
  std::vector<ModelReport*> compared;
  std::vector<double> p_values;
  for (ModelReport& model : models) {
    if (!model.comparison) continue;
    compared.push_back(&model);
    p_values.push_back(model.comparison->p);
  }
  const std::vector<double> corrected = holm_corrected(p_values);
  for (std::size_t i = 0; i < compared.size(); ++i) {
    Comparison& one = *compared[i]->comparison;
    one.p_corrected = corrected[i];
    one.sameness = decide({*one.accuracy_loss.low, *one.accuracy_loss.high}, {*one.flip_rate.low, *one.flip_rate.high},
                          one.p_corrected, bounds);
    one.reason = reason_of(one, bounds);
    doubt_guessed(*compared[i], one);
  }
}

}  // namespace muster
