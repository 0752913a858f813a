#include "doctor/label_rules.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <map>

#include "base/statistics.h"

namespace muster {
namespace {

constexpr double kConfidence = 0.95, kBetterP = 0.05, kBarelyBetter = 0.05, kClassesP = 0.001;

bool over_half_are_right(const std::vector<PairedPhoto>& photos) {
  const auto right = static_cast<double>(std::ranges::count(photos, true, &PairedPhoto::after));
  return !photos.empty() && wilson_interval(right, static_cast<double>(photos.size()), kConfidence).low > 0.5;
}

/// The output that a reading gives each class; -1: none.
std::vector<std::int64_t> outputs_of(const LabelChange& reading) {
  std::vector<std::int64_t> outputs(reading.class_of_output.size(), -1);  // no fewer than classes
  for (std::size_t output = 0; output < outputs.size(); ++output)
    if (const std::int32_t of_class = reading.class_of_output[output]; of_class >= 0)
      outputs[static_cast<std::size_t>(of_class)] = static_cast<std::int64_t>(output);
  return outputs;
}

bool is_no_better_than_constant(const std::vector<PairedPhoto>& photos) {
  const auto classes = count_by_class(photos);
  const double guessing = 1 / static_cast<double>(std::max<std::size_t>(classes.size(), 1));
  const auto right = static_cast<double>(std::ranges::count(photos, true, &PairedPhoto::before));
  const double most = wilson_interval(right, static_cast<double>(photos.size()), kConfidence).high;
  if (most <= guessing + kBarelyBetter) return true;
  const JudgedBy by = judged_by(photos);
  return constant_p(photos, &PairedPhoto::before, JudgedBy::kTop1Accuracy) >= kBetterP &&
         constant_p(photos, &PairedPhoto::before, by) >= kBetterP;
}

/// One-sided p that as many of the moved classes have their own output as the commonest answer to their photos, where
/// every class has an answer at random.
double matched_classes_p(const GradedAnswers& graded, const Labels& labels, const LabelChange& reading) {
  std::map<std::uint32_t, std::map<std::size_t, std::uint64_t>> answers;
  for (const std::uint32_t photo : graded.photos())
    if (graded.is_scored(photo)) ++answers[graded.class_of(photo)][graded.output_of(photo)];
  const std::vector<std::int64_t> own = outputs_of(reading);
  std::uint64_t moved = 0, matched = 0;
  for (const auto& [of_class, outputs] : answers) {
    if (own[of_class] == static_cast<std::int64_t>(labels.output_of(of_class))) continue;
    ++moved;
    const auto most = std::ranges::max_element(outputs, {}, [](const auto& one) { return one.second; });
    const auto as_many = std::ranges::count_if(outputs, [&](const auto& one) { return one.second == most->second; });
    matched += as_many == 1 && static_cast<std::int64_t>(most->first) == own[of_class] ? 1U : 0U;
  }
  if (matched == 0) return 1;
  const boost::math::binomial_distribution<double> chance(static_cast<double>(moved),
                                                          1 / static_cast<double>(labels.outputs()));
  return boost::math::cdf(boost::math::complement(chance, static_cast<double>(matched - 1)));
}

}  // namespace

bool is_credible_free_order(const GradedAnswers& graded, const Labels& labels, const LabelChange& reading,
                            std::span<const std::uint32_t> unseen) {
  const std::vector<std::int64_t> own = outputs_of(reading);
  std::vector<std::uint32_t> moved;
  for (const std::uint32_t photo : unseen)
    if (own[graded.class_of(photo)] != static_cast<std::int64_t>(labels.output_of(graded.class_of(photo))))
      moved.push_back(photo);
  return over_half_are_right(graded.pairs(reading, unseen)) && over_half_are_right(graded.pairs(reading, moved));
}

bool is_credible_named_order(const GradedAnswers& graded, const Labels& labels, const LabelChange& reading) {
  const auto pairs = graded.pairs(reading, graded.photos());
  return is_no_better_than_constant(pairs) &&
         (over_half_are_right(pairs) || matched_classes_p(graded, labels, reading) < kClassesP);
}

bool are_alike(const GradedAnswers& graded, const LabelChange& one, const LabelChange& other) {
  const std::vector<std::int64_t> first = outputs_of(one), second = outputs_of(other);
  return std::ranges::all_of(graded.photos(), [&](std::uint32_t photo) {
    return !graded.is_scored(photo) || first[graded.class_of(photo)] == second[graded.class_of(photo)];
  });
}

}  // namespace muster
