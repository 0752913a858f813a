#include <fmt/format.h>

#include <algorithm>

#include "base/edit_words.h"
#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"

namespace muster {
namespace {

std::string words(const AlikeTestPhotos& pair) {
  return fmt::format("{} and {}: {} ({:.2f}){}", printable(pair.first), printable(pair.second), in_words(pair.edits),
                     pair.score, pair.labels_differ ? "; labelled otherwise" : "");
}

std::optional<Seen> alike_test_photos(const CheckInput& input) {
  const auto& leaks = input.run.leaks;
  if (!leaks || leaks->within_test.empty()) return std::nullopt;
  std::vector<AlikeTestPhotos> pairs = leaks->within_test;
  std::ranges::stable_partition(pairs, &AlikeTestPhotos::labels_differ);
  const auto contradicting = static_cast<std::uint64_t>(std::ranges::count_if(pairs, &AlikeTestPhotos::labels_differ));
  Seen seen;
  seen.outcome = contradicting > 0 ? Outcome::kFail : Outcome::kInconclusive;
  seen.summary = fmt::format("{} pair{} of test photos show one picture, and both are graded",
                             format_count(pairs.size()), pairs.size() == 1 ? "" : "s");
  if (contradicting > 0) seen.summary += fmt::format("; {} under two labels", format_count(contradicting));
  for (const AlikeTestPhotos& pair : pairs)
    if (seen.details.size() < kMostDetails) seen.details.push_back(words(pair));
  return seen;
}

}  // namespace

const Check kAlikeTestPhotos{"alike-test-photos", "Test photos that stand twice",
                             "A picture that stands twice counts twice, and makes intervals look narrower than they "
                             "are; of two labels for it one is wrong.",
                             "Keep one of each pair, or give both one value in a column group.", alike_test_photos};

}  // namespace muster
