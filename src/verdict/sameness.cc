#include "verdict/sameness.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/paired_statistics.h"
#include "metrics/decision_flips.h"
#include "muster/shell_words.h"
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

constexpr double kSignificant = 0.05, kConfidence = 0.95;

/// What the photos showed of two models.
struct Observed {
  Interval loss;             ///< of accuracy
  Interval flips;            ///< of all photos
  UncommonAnswers uncommon;  ///< photos that tell the reference from a constant answer
  double p = 1;              ///< that as many were won as lost
};

/// Without labels the loss is at most the flip rate.
Interval loss_interval(const DecisionFlips& flips, const Interval& rate) {
  if (flips.photos == 0) return {-rate.high, rate.high};
  return tango_interval({flips.photos, flips.right_to_wrong, flips.wrong_to_right}, kConfidence);
}

/// Whether the reference gave other answers than its commonest often enough, and the model agrees there.
bool agrees_on_uncommon(const UncommonAnswers& uncommon, const SamenessBounds& bounds) {
  const auto changed = static_cast<double>(uncommon.changed), photos = static_cast<double>(uncommon.photos);
  return uncommon.photos >= kFewUncommon && wilson_interval(changed, photos, kConfidence).high < bounds.flips;
}

bool is_near(const Observed& seen, const SamenessBounds& bounds) {
  return seen.loss.high < bounds.loss && seen.flips.high < bounds.flips;
}

Sameness decide(const Observed& seen, const SamenessBounds& bounds) {
  if (seen.loss.low > bounds.broken_loss) return Sameness::kBroken;
  if (is_near(seen, bounds))
    return agrees_on_uncommon(seen.uncommon, bounds) ? Sameness::kSame : Sameness::kInconclusive;
  if (seen.p < kSignificant || seen.flips.low > bounds.flips) return Sameness::kDrifted;
  return Sameness::kInconclusive;
}

/// The verdict that `scale` times the photos would give, had they the same rates; the correction is left out.
Sameness decide_scaled(const Comparison& one, double scale, const SamenessBounds& bounds) {
  const auto scaled = [&](std::uint64_t count) {
    return static_cast<std::uint64_t>(std::llround(static_cast<double>(count) * scale));
  };
  DecisionFlips flips;
  flips.photos = scaled(one.flips.photos), flips.unlabelled = scaled(one.flips.unlabelled);
  flips.right_to_wrong = scaled(one.flips.right_to_wrong), flips.wrong_to_right = scaled(one.flips.wrong_to_right);
  const auto all = static_cast<double>(scaled(one.flips.all() + one.flips.unlabelled_changed));
  const Interval rate = wilson_interval(all, static_cast<double>(flips.photos + flips.unlabelled), kConfidence);
  const UncommonAnswers uncommon = uncommon_answers(one.answers);
  return decide({loss_interval(flips, rate),
                 rate,
                 {scaled(uncommon.photos), scaled(uncommon.changed)},
                 mcnemar_exact_p({flips.photos, flips.right_to_wrong, flips.wrong_to_right})},
                bounds);
}

/// The fewest photos in all, right to a tenth, that settle it at the rates seen; nullopt: over kMostSamples.
std::optional<std::uint64_t> photos_to_settle(const Comparison& one, const SamenessBounds& bounds) {
  const auto n = static_cast<double>(one.flips.photos + one.flips.unlabelled);
  for (double scale = 1.1; n * scale <= static_cast<double>(kMostSamples); scale *= 1.1)
    if (decide_scaled(one, scale, bounds) != Sameness::kInconclusive)
      return static_cast<std::uint64_t>(std::ceil(n * scale));
  return std::nullopt;
}

std::string points(double share) {
  return fmt::format("{}{:.1f}", share < 0 && std::abs(share) >= 0.0005 ? "−" : "", std::abs(share) * 100);
}

/// A negative loss is a gain.
std::string change_of(const std::optional<Estimate>& loss) {
  if (!loss) return "no photo has a label that matches a class, so the loss of accuracy is not known";
  const auto words = [](double value, double low, double high, std::string_view what) {
    return fmt::format("{} points of accuracy were {} [{}, {}]", points(value), what, points(low), points(high));
  };
  if (loss->value <= -0.0005) return words(-loss->value, -*loss->high, -*loss->low, "gained");
  return words(loss->value, *loss->low, *loss->high, "lost");
}

std::string settling_words(const Comparison& one, const SamenessBounds& bounds) {
  const auto needed = photos_to_settle(one, bounds);
  return needed ? fmt::format("at these rates about {} photos in all would settle it", *needed)
                : fmt::format("at these rates more than {} photos would be needed", kMostSamples);
}

/// Why models that decide alike on nearly all photos are not called the same.
std::string uncommon_words(const Comparison& one, const SamenessBounds& bounds) {
  const UncommonAnswers uncommon = uncommon_answers(one.answers);
  if (uncommon.photos < kFewUncommon)
    return fmt::format(
        "the reference gives another answer than its commonest to {} photos only, and {} are needed: "
        "nearly always answering the same shows no sameness",
        uncommon.photos, kFewUncommon);
  return fmt::format(
      "but of the {} photos that the reference answers otherwise than with its commonest answer, {} "
      "flipped; {}",
      uncommon.photos, uncommon.changed, settling_words(one, bounds));
}

std::string reason_of(const Comparison& one, const Observed& observed, const SamenessBounds& bounds) {
  const std::string seen =
      fmt::format("{} of {} decisions flipped ({:.1f} % [{:.1f}, {:.1f}]); {}",
                  one.flips.all() + one.flips.unlabelled_changed, one.flip_rate.count, one.flip_rate.value * 100,
                  *one.flip_rate.low * 100, *one.flip_rate.high * 100, change_of(one.accuracy_loss));
  switch (one.sameness) {
    case Sameness::kSame:
      if (!one.accuracy_loss)
        return fmt::format("{}, but it is under {:.3g} points with 95 % confidence, as the flips are", seen,
                           std::min(bounds.loss, bounds.flips) * 100);
      return fmt::format("{}: under {:.3g} % and {:.3g} with 95 % confidence", seen, bounds.flips * 100,
                         bounds.loss * 100);
    case Sameness::kBroken:
      return fmt::format("{}: over {:.3g} with 95 % confidence", seen, bounds.broken_loss * 100);
    case Sameness::kDrifted:
      return seen + (one.p_corrected < kSignificant
                         ? fmt::format(": not by chance (McNemar's p = {:.2g})", one.p_corrected)
                         : fmt::format(": over {:.3g} % flips with 95 % confidence", bounds.flips * 100));
    case Sameness::kInconclusive:
      break;
  }
  const bool is_constant = observed.uncommon.photos < kFewUncommon &&
                           10 * observed.uncommon.photos < one.flips.photos + one.flips.unlabelled;
  return seen + "; " +
         (is_constant || is_near(observed, bounds) ? uncommon_words(one, bounds) : settling_words(one, bounds));
}

/// A command line as shell_quoted() wrote it, taken apart; the words stay quoted.
std::vector<std::string_view> words_of(std::string_view command) {
  std::vector<std::string_view> words;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= command.size(); ++i) {
    if (i < command.size() && command[i] == '\'') quoted = !quoted;
    if (i < command.size() && (quoted || command[i] != ' ')) continue;
    if (i > begin) words.push_back(command.substr(begin, i - begin));
    begin = i + 1;
  }
  return words;
}

/// The options of the command that measured the run which say how labels are read: the doctor needs them too.
std::string label_options(const Run& run) {
  constexpr std::array<std::string_view, 5> kOptions{"--labels", "--root", "--split", "--background", "--group"};
  std::string kept;
  const auto words = words_of(run.command);
  for (std::size_t i = 0; i < words.size(); ++i)
    for (const std::string_view option : kOptions) {
      if (words[i] == option && i + 1 < words.size()) kept += fmt::format(" {} {}", option, words[i + 1]);
      if (words[i].starts_with(option) && words[i].substr(option.size()).starts_with('='))
        kept += fmt::format(" {}", words[i]);
    }
  return kept;
}

/// The command that finds how a model wants its photos.
std::string doctor_command(const std::filesystem::path& model, const Run& run) {
  return fmt::format("muster doctor {} --data {}{}", shell_quoted(model.string()),
                     shell_quoted(run.dataset.source.string()), label_options(run));
}

/// Whose preparation was guessed, and how to find it; "": nobody's.
std::string guess_words(const ModelReport& model) {
  const Run& run = model.run;
  const bool reference = run.reference && run.reference->guessed, own = accuracy_is_guessed(run);
  std::vector<std::string> commands;
  if (reference) commands.push_back(doctor_command(run.reference->path, run));
  if (own && run.model) commands.push_back(doctor_command(run.model->path, run));
  if (commands.empty()) return "";
  return fmt::format(
      "how {} photos was guessed in part, so nothing is concluded. Find it with {}; then state it with "
      "--crop, --resize, --mean and --std, or in MODEL.muster.toml. Seen under the guess: ",
      reference && own ? "both models want their"
      : reference      ? "the reference wants its"
                       : "the model wants its",
      fmt::join(commands, " and "));
}

/// A wrong preparation causes flips, and hides them where it makes both answer nearly always the same.
void doubt_guessed(const ModelReport& model, Comparison& one) {
  const std::string guess = guess_words(model);
  if (guess.empty()) return;
  one.reason = guess + one.reason;
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
    const Interval rate{*one.flip_rate.low, *one.flip_rate.high};
    const Observed observed{loss_interval(one.flips, rate), rate, uncommon_answers(one.answers), one.p_corrected};
    one.sameness = decide(observed, bounds);
    one.reason = reason_of(one, observed, bounds);
    doubt_guessed(*compared[i], one);
  }
}

}  // namespace muster
