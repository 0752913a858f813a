// Whether the classes are mixed otherwise in other photos than in the test photos.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/homogeneity.h"
#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"
#include "metrics/other_counts.h"

namespace muster {
namespace {

/// Photos of each class of the model, after groups, on either side.
struct Labels {
  std::vector<std::string> names;
  std::vector<std::uint64_t> test, right, other;
};

Labels labels_of(const CheckInput& input, const OtherPhotos& photos) {
  Labels labels;
  const ClassificationCounts& counts = *input.counts;
  for (const OtherClass& one : count_other(input.run, photos).classes) {
    const auto found = std::ranges::find(counts.class_names, one.name);
    const auto at = static_cast<std::size_t>(found - counts.class_names.begin());
    const bool known = found != counts.class_names.end();
    labels.names.push_back(one.name);
    labels.test.push_back(known ? counts.totals.support[at] : 0);
    labels.right.push_back(known ? counts.totals.hits[at] : 0);
    labels.other.push_back(one.labels);
  }
  return labels;
}

double share(std::uint64_t part, std::span<const std::uint64_t> all) {
  double sum = 0;
  for (const std::uint64_t count : all) sum += static_cast<double>(count);
  return sum > 0 ? static_cast<double>(part) / sum : 0;
}

/// The test photos' accuracy if their classes were mixed as the others'; nullopt: a class of the others has no test
/// photo.
std::optional<double> accuracy_by_other_mix(const Labels& labels) {
  double accuracy = 0;
  for (std::size_t i = 0; i < labels.names.size(); ++i) {
    if (labels.other[i] == 0) continue;
    if (labels.test[i] == 0) return std::nullopt;
    accuracy += share(labels.other[i], labels.other) * static_cast<double>(labels.right[i]) /
                static_cast<double>(labels.test[i]);
  }
  return accuracy;
}

std::vector<std::string> largest_differences(const Labels& labels, std::string_view other) {
  std::vector<std::size_t> order(labels.names.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto change = [&](std::size_t i) {
    return std::abs(share(labels.test[i], labels.test) - share(labels.other[i], labels.other));
  };
  constexpr std::size_t kShown = 5;
  const std::size_t shown = std::min(order.size(), kShown);
  std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(shown), std::greater<>(), change);
  std::vector<std::string> lines;
  for (const std::size_t i : std::span(order).first(shown))
    lines.push_back(fmt::format("{}: {} of the test photos, {} of the {}", printable(labels.names[i]),
                                format_percent(share(labels.test[i], labels.test)),
                                format_percent(share(labels.other[i], labels.other)), other));
  return lines;
}

std::optional<Seen> label_shift(const CheckInput& input) {
  constexpr double kSure = 0.01, kMatters = 0.1;
  if (input.counts == nullptr) return std::nullopt;
  Seen seen;
  for (const OtherPhotos& photos : input.run.other_photos) {
    const Labels labels = labels_of(input, photos);
    const double distance = total_variation(labels.test, labels.other);
    if (distance < kMatters || homogeneity_p(labels.test, labels.other) >= kSure) continue;
    const std::string other = fmt::format("{} photos", to_string(photos.role));
    seen.summary += fmt::format(
        "{}the {} mix the classes otherwise than the test photos: {} of them would have to be "
        "of another class",
        seen.summary.empty() ? "" : "; ", other, format_percent(distance));
    if (const auto accuracy = accuracy_by_other_mix(labels))
      seen.summary +=
          fmt::format(" (mixed so, the test photos would have a top-1 accuracy of {})", format_percent(*accuracy));
    std::ranges::move(largest_differences(labels, other), std::back_inserter(seen.details));
  }
  if (seen.summary.empty()) return std::nullopt;
  return seen;
}

}  // namespace

const Check kLabelShift{"label-shift", "Classes are mixed otherwise",
                        "Accuracy is a mean over photos: another mix of classes has another accuracy.",
                        "Look at recall by class, or mix the test photos as your users' photos are.", label_shift};

}  // namespace muster
