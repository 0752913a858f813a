#include "leaks/rigidity.h"

#include <algorithm>
#include <mutex>
#include <random>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "leaks/align.h"

namespace muster {
namespace {

constexpr std::size_t kPhotos = 64, kOthers = 16, kFewestPairs = 30;
constexpr double kNanoseconds = 2e5;  // a pair

std::vector<std::uint32_t> readable(const PhotoPrints& prints) {
  std::vector<std::uint32_t> photos;
  for (std::uint32_t i = 0; i < prints.facts.size(); ++i)
    if (prints.facts[i].readable) photos.push_back(i);
  return photos;
}

/// Some of `photos`, evenly spread or, with `random`, drawn without replacement.
std::vector<std::uint32_t> some(std::vector<std::uint32_t> photos, std::size_t most, std::mt19937* random) {
  const std::size_t count = std::min(most, photos.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t from = random ? i + (*random)() % (photos.size() - i) : i * photos.size() / count;
    if (random)
      std::swap(photos[i], photos[from]);
    else
      photos[i] = photos[from];
  }
  photos.resize(count);
  return photos;
}

/// How much photos agree with others drawn at random; measured in rounds, for of natural photos one says enough.
class Agreements {
 public:
  Agreements(const PhotoPrints& first, const PhotoPrints& second)
      : first_(first), second_(second), photos_(some(readable(first), kPhotos, nullptr)), others_(readable(second)) {}

  static constexpr std::size_t kRounds = 5;

  /// Adds so many of the rounds.
  void measure(std::size_t first_round, std::size_t rounds) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < photos_.size(); ++i)
      if (i % kRounds >= first_round && i % kRounds < first_round + rounds) chosen.push_back(i);
    std::mutex mutex;
    in_parallel(chosen.size(), kNanoseconds * kOthers * static_cast<double>(chosen.size()),
                [&](std::size_t begin, std::size_t end) {
                  for (std::size_t i = begin; i < end; ++i) {
                    const std::vector<float> mine = of_photo(chosen[i]);
                    const std::scoped_lock lock(mutex);
                    values_.insert(values_.end(), mine.begin(), mine.end());
                  }
                });
    std::ranges::sort(values_);
  }

  /// What that share of the pairs agrees less than; 0: too few pairs to say.
  [[nodiscard]] float quantile(double share) const {
    if (values_.size() < kFewestPairs) return 0;
    return values_[static_cast<std::size_t>(share * static_cast<double>(values_.size()))];
  }

 private:
  /// Without the best, for that may be a copy.
  [[nodiscard]] std::vector<float> of_photo(std::size_t index) const {
    std::mt19937 random(static_cast<unsigned>(index));
    const std::uint32_t photo = photos_[index];
    const GreySquare grey = first_.greys.get(photo);
    std::vector<float> agreements;
    for (const std::uint32_t other : some(others_, kOthers, &random))
      if (second_.facts[other].pixel_hash != first_.facts[photo].pixel_hash)
        agreements.push_back(align(second_.greys.get(other), {}, grey, {}).value_or(Alignment{}).agreement);
    std::ranges::sort(agreements);
    if (!agreements.empty()) agreements.pop_back();
    return agreements;
  }

  const PhotoPrints &first_, &second_;
  std::vector<std::uint32_t> photos_, others_;
  std::vector<float> values_;
};

}  // namespace

float rigidity(const PhotoPrints& first, const PhotoPrints& second) {
  constexpr double kShare = 0.75, kSurely = 0.875;
  Agreements agreements(first, second);
  agreements.measure(0, 1);
  if (const float most = agreements.quantile(kSurely); most > 0 && most < kRigid) return agreements.quantile(kShare);
  agreements.measure(1, Agreements::kRounds - 1);
  return agreements.quantile(kShare);
}

}  // namespace muster
