#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/edit_words.h"
#include "base/pairs_to_show.h"
#include "base/text.h"
#include "base/units.h"
#include "checks/check.h"

namespace muster {
namespace {

/// "Top-1 accuracy is 81.0 % without them, and would be 84.2 % with them."
std::string accuracies(std::span<const Measurement> measurements) {
  const auto find = [&](std::string_view id) { return std::ranges::find(measurements, id, &Measurement::metric); };
  const auto without = find("top1_accuracy"), with = find("top1_accuracy_with_leaks");
  if (without == measurements.end()) return "; no photo is left to grade";
  if (with == measurements.end()) return "";
  return fmt::format("; top-1 accuracy without them is {}, and with them it would be {}",
                     format_estimate(without->estimate, "fraction"), format_estimate(with->estimate, "fraction"));
}

std::string words(const Leak& leak) {
  return fmt::format("{} from {}: {} ({:.2f}){}", printable(leak.test), printable(leak.train), in_words(leak.edits),
                     leak.score, leak.labels_differ ? "; labelled otherwise" : "");
}

std::optional<Seen> leaking_photos_seen(const CheckInput& input) {
  const auto& leaks = input.run.leaks;
  if (!leaks) return std::nullopt;
  Seen seen;
  std::string among =
      fmt::format("{} training photos of {}", format_count(leaks->train_photos), printable(leaks->source.string()));
  if (leaks->unreadable_train > 0)
    among += fmt::format(" (of which {} cannot be read)", format_count(leaks->unreadable_train));
  if (leaks->leaks.empty()) {
    const bool all = !leaks->interrupted && leaks->unreadable_train == 0;
    seen.outcome = all ? Outcome::kPass : Outcome::kInconclusive;
    seen.summary = fmt::format("no test photo was found among the {}{}", among,
                               leaks->interrupted ? ", of which not all were searched" : "");
    return seen;
  }
  seen.summary = fmt::format("{} of {} test photos show a picture that is among the {}: they are not graded{}",
                             format_count(leaks->leaks.size()), format_count(input.run.dataset.size()), among,
                             accuracies(input.measurements));
  if (const auto contradicting = std::ranges::count_if(leaks->leaks, &Leak::labels_differ); contradicting > 0)
    seen.summary += fmt::format("; {} of them with another label there", contradicting);
  for (const Leak& leak : pairs_to_show(leaks->leaks, kMostDetails)) seen.details.push_back(words(leak));
  return seen;
}

}  // namespace

const Check kLeakingPhotos{
    "leaking-photos", "Test photos that stand in the training set",
    "A model has seen these photos with their answers, so accuracy on them says nothing of new ones.",
    "Take them out of the test or of the training set: muster leaks --write-clean.", leaking_photos_seen};

}  // namespace muster
