#include "doctor/describe_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/mean_of_rates.h"
#include "base/paired_statistics.h"
#include "base/photo_states.h"
#include "base/statistics.h"
#include "base/text.h"
#include "base/units.h"

namespace muster {
namespace {

constexpr double kConfidence = 0.95, kSignificant = 0.05, kNearlyAlways = 0.95, kWell = 0.85;

Estimate accuracy_of(const std::vector<PairedPhoto>& pairs) {
  const auto right = static_cast<double>(std::ranges::count(pairs, true, &PairedPhoto::before));
  const auto count = static_cast<double>(pairs.size());
  const Interval interval = wilson_interval(right, count, kConfidence);
  return {pairs.empty() ? 0 : right / count, interval.low, interval.high, pairs.size()};
}

Estimate mean_recall_of(const std::vector<PairedPhoto>& pairs) {
  const auto classes = count_by_class(pairs);
  std::vector<WeightedRate> rates;
  for (const ClassPairs& one : classes) {
    const auto photos = static_cast<double>(one.photos);
    rates.push_back({static_cast<double>(one.right_before) / photos, photos});
  }
  Estimate estimate{mean_recall_before(classes), std::nullopt, std::nullopt, pairs.size()};
  if (const auto interval = mean_of_rates_interval(rates, kConfidence))
    estimate.low = interval->low, estimate.high = interval->high;
  return estimate;
}

/// A class's name, or its number where it has none.
std::string name_of(const ClassGrouping& grouping, std::uint32_t of_class) {
  const std::string& name = grouping.names[of_class];
  return name.empty() ? fmt::format("class {}", grouping.first[of_class]) : name;
}

/// Photos of each class that the model may answer, those that show it first, those called so second.
std::map<std::uint32_t, std::pair<std::uint64_t, std::uint64_t>> shown_and_answered(const GradedAnswers& graded) {
  std::map<std::uint32_t, std::pair<std::uint64_t, std::uint64_t>> counts;
  for (const std::uint32_t photo : graded.photos()) {
    if (!is_answered(graded.answers.answers[0].states[photo])) continue;
    ++counts[graded.graded_class(photo)].first;
    if (const auto answer = graded.graded_answer(photo)) ++counts[*answer].second;
  }
  return counts;
}

/// The number of photos at which answers that are so much better than a constant one would be seen to be; 0: more than
/// kMostSamples, or they are no better.
std::uint64_t photos_to_beat_constant(const PairedCounts& counts) {
  if (counts.only_first <= counts.only_second) return 0;
  for (double factor = 1; factor * static_cast<double>(counts.n) <= static_cast<double>(kMostSamples); factor *= 1.1) {
    const auto scaled = [&](std::uint64_t count) {
      return static_cast<std::uint64_t>(std::llround(factor * static_cast<double>(count)));
    };
    if (exact_gain_p({scaled(counts.n), scaled(counts.only_first), scaled(counts.only_second)}) < kSignificant)
      return scaled(counts.n);
  }
  return 0;
}

/// The class that most photos show; of several the first.
std::uint32_t commonest_class(const GradedAnswers& graded) {
  const auto counts = shown_and_answered(graded);
  const auto most = std::ranges::max_element(counts, {}, [](const auto& one) { return one.second.first; });
  return most == counts.end() ? 0 : most->first;
}

PairedCounts compared_with_constant(const GradedAnswers& graded) {
  PairedCounts counts;
  const std::uint32_t constant = commonest_class(graded);
  for (const PairedPhoto& photo : graded.pairs(0)) {
    const bool is_constant = photo.actual == constant;
    ++counts.n;
    counts.only_first += photo.before && !is_constant ? 1U : 0U;
    counts.only_second += is_constant && !photo.before ? 1U : 0U;
  }
  return counts;
}

}  // namespace

std::optional<ConstantAnswer> constant_answer(const GradedAnswers& graded) {
  const auto counts = shown_and_answered(graded);
  if (counts.empty()) return std::nullopt;
  const auto most = std::ranges::max_element(counts, {}, [](const auto& one) { return one.second.second; });
  const auto [shown, answered] = most->second;
  std::uint64_t photos = 0, classes = 0;
  for (const auto& [of_class, count] : counts) photos += count.first, classes += count.first > 0 ? 1U : 0U;
  PairedCounts more{photos, 0, 0};
  for (const std::uint32_t photo : graded.photos()) {
    if (!is_answered(graded.answers.answers[0].states[photo])) continue;
    const bool shows = graded.graded_class(photo) == most->first,
               is_called = graded.graded_answer(photo) == most->first;
    more.only_first += is_called && !shows ? 1U : 0U;
    more.only_second += shows && !is_called ? 1U : 0U;
  }
  const bool always = answered == photos && classes > 1;
  const bool nearly =
      static_cast<double>(answered) >= kNearlyAlways * static_cast<double>(photos) && exact_gain_p(more) < kSignificant;
  if (!always && !nearly) return std::nullopt;
  return ConstantAnswer{name_of(graded.grouping(), most->first), answered, shown};
}

std::uint64_t photos_to_find_a_mistake(std::uint64_t photos, std::uint64_t wrong, std::uint64_t least, double low) {
  if (wrong >= least || low >= kWell) return 0;
  const double share = photos == 0 ? 0 : static_cast<double>(wrong) / static_cast<double>(photos);
  for (std::uint64_t more = photos + 1; more < kMostSamples; ++more) {
    const double as_many_wrong = share * static_cast<double>(more);
    const double right = static_cast<double>(more) - as_many_wrong;
    if (as_many_wrong >= static_cast<double>(least) ||
        wilson_interval(right, static_cast<double>(more), kConfidence).low >= kWell)
      return more;
  }
  return kMostSamples;
}

void describe_answers(const GradedAnswers& graded, Diagnosis& diagnosis) {
  const auto pairs = graded.pairs(0);
  diagnosis.accuracy = accuracy_of(pairs);
  diagnosis.mean_recall = mean_recall_of(pairs);
  diagnosis.judged_by = judged_by(pairs);
  diagnosis.constant_answer = constant_answer(graded);
  if (!pairs.empty()) {
    const std::uint32_t commonest = commonest_class(graded);
    const auto shown = static_cast<double>(std::ranges::count(pairs, commonest, &PairedPhoto::actual));
    diagnosis.commonest_class = name_of(graded.grouping(), commonest);
    diagnosis.commonest_class_share = shown / static_cast<double>(pairs.size());
  }
  diagnosis.unreadable = graded.count(PhotoState::kUnreadable);
  diagnosis.failed = graded.count(PhotoState::kFailed);
  diagnosis.events = graded.answers.events;
  diagnosis.interrupted = graded.answers.interrupted;
}

void say_what_is_open(const GradedAnswers& graded, Diagnosis& diagnosis) {
  const std::uint64_t photos = diagnosis.accuracy.count;
  const std::string commonest = printable(diagnosis.commonest_class, 60);
  if (diagnosis.commonest_class_share == 1) {
    diagnosis.inconclusive = fmt::format(
        "all photos show {0}, and a model that answers {0} whatever it sees is right about them too: add photos of "
        "other classes",
        commonest);
    return;
  }
  if (const auto& constant = diagnosis.constant_answer) {
    diagnosis.inconclusive = fmt::format(
        "the model answers {} to {} of {} photos, of which {} show it, and no change that was tried explains it: check "
        "that it is the right model file, and how it was trained and converted",
        printable(constant->class_name, 60), format_count(constant->answers), format_count(photos),
        format_count(constant->photos));
    return;
  }
  const Estimate& judged = diagnosis.judged_by == JudgedBy::kMeanRecall ? diagnosis.mean_recall : diagnosis.accuracy;
  const auto pairs = graded.pairs(0);
  const auto wrong = static_cast<std::uint64_t>(std::ranges::count(pairs, false, &PairedPhoto::before));
  const std::uint64_t needed = photos_to_find_a_mistake(photos, wrong, diagnosis.least_photos, judged.low.value_or(0));
  const PairedCounts counts = compared_with_constant(graded);
  const bool no_better = exact_gain_p(counts) >= kSignificant &&
                         constant_p(pairs, &PairedPhoto::before, diagnosis.judged_by) >= kSignificant;
  if (!no_better && needed == 0) return;
  diagnosis.photos_needed = std::max(needed, no_better ? photos_to_beat_constant(counts) : 0);
  if (needed > 0)
    diagnosis.inconclusive =
        fmt::format("{} photo{} {} too few to find a mistake: about {} are needed", format_count(photos),
                    photos == 1 ? "" : "s", photos == 1 ? "is" : "are", format_count(diagnosis.photos_needed));
  else
    diagnosis.inconclusive = fmt::format(
        "the model is not better than always answering {}, which is right for {} of these photos, with 95 % "
        "confidence, and no change that was tried explains it: {}",
        commonest, format_percent(diagnosis.commonest_class_share),
        diagnosis.photos_needed > 0
            ? fmt::format("about {} photos would settle whether it is", format_count(diagnosis.photos_needed))
            : "check that it is the right model file, and that the labels and photos are what it was trained for");
}

}  // namespace muster
