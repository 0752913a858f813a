#include "metrics/ranking_counter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace muster {
namespace {

/// The first of falling scores that is not above `score`; there is one. Without a branch that a processor could guess.
std::size_t first_not_above(std::span<const float> falling, float score) {
  std::size_t first = 0;
  for (std::size_t left = falling.size(); left > 1;) {
    const std::size_t half = left / 2;
    first += falling[first + half - 1] > score ? half : 0;
    left -= half;
  }
  return first;
}

}  // namespace

RankingCounter::RankingCounter(std::uint32_t class_count) : step_ends_(class_count), rests_(class_count) {}

void RankingCounter::add_positive(std::uint32_t class_index, float score) {
  if (std::isnan(score))
    ++rests_[class_index].nan_positives;
  else
    positives_.push_back({class_index, score});
}

void RankingCounter::end_positives() {
  std::ranges::sort(positives_, [](const Positive& one, const Positive& other) {
    return one.class_index != other.class_index ? one.class_index < other.class_index : one.score > other.score;
  });
  std::size_t at = 0;
  for (std::uint32_t index = 0; index < step_ends_.size(); ++index) {
    const std::size_t begin = steps_.size();
    for (; at < positives_.size() && positives_[at].class_index == index; ++at) {
      if (steps_.size() == begin || step_scores_.back() != positives_[at].score) {
        step_scores_.push_back(positives_[at].score);
        steps_.emplace_back();
      }
      ++steps_.back().positives;
    }
    step_ends_[index] = steps_.size();
  }
  positives_ = {};
}

void RankingCounter::count(std::uint32_t class_index, float score, bool positive) {
  if (positive) return;
  const std::uint64_t begin = class_index == 0 ? 0 : step_ends_[class_index - 1], end = step_ends_[class_index];
  Rest& rest = rests_[class_index];
  if (std::isnan(score)) {
    ++rest.nan_negatives;
  } else if (begin == end || score < step_scores_[end - 1]) {
    ++rest.negatives;
  } else {
    const std::span<const float> scores = std::span(step_scores_).subspan(begin, end - begin);
    const std::size_t reached = first_not_above(scores, score);
    Step& step = steps_[begin + reached];
    ++(scores[reached] == score ? step.negatives : step.negatives_over);
  }
}

RankingCurve RankingCounter::curve(std::uint32_t class_index) const {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  RankingCurve curve;
  const auto add = [&](float threshold) {
    curve.thresholds.push_back(threshold);
    curve.true_positives.push_back(curve.positives);
    curve.false_positives.push_back(curve.negatives);
  };
  for (std::uint64_t i = class_index == 0 ? 0 : step_ends_[class_index - 1]; i < step_ends_[class_index]; ++i) {
    const Step& step = steps_[i];
    curve.negatives += step.negatives_over;
    if (step.negatives_over > 0) add(std::nextafter(step_scores_[i], kInfinity));
    curve.positives += step.positives, curve.negatives += step.negatives;
    add(step_scores_[i]);
  }
  const Rest& rest = rests_[class_index];
  curve.negatives += rest.negatives;
  if (rest.negatives > 0) add(-kInfinity);
  curve.positives += rest.nan_positives, curve.negatives += rest.nan_negatives;
  curve.not_a_number = rest.nan_positives + rest.nan_negatives;
  return curve;
}

std::uint64_t RankingCounter::memory_bytes() const {
  return positives_.capacity() * sizeof(Positive) + steps_.capacity() * sizeof(Step) +
         step_scores_.capacity() * sizeof(float) + step_ends_.capacity() * sizeof(std::uint64_t) +
         rests_.capacity() * sizeof(Rest);
}

}  // namespace muster
