#include <fmt/format.h>

#include "base/text.h"
#include "checks/accuracy_gap.h"

namespace muster {
namespace {

std::optional<Seen> overfitting(const CheckInput& input) {
  if (const OtherPhotos* photos = other_photos(input.run, OtherRole::kTraining); photos && !photos->problem.empty()) {
    Seen seen;
    seen.outcome = Outcome::kInconclusive;
    seen.summary = fmt::format("the model was not run on the training photos: {}", printable(photos->problem));
    if (photos->labels.empty())
      seen.advice = "Label them as the test photos are labelled, with names of the model's classes.";
    return seen;
  }
  return judge_gap(input, "train_gap", OtherRole::kTraining, "training photos", "test photos");
}

}  // namespace

const Check kOverfitting{"overfitting", "Gap from training to test photos",
                         "A model that knows its training photos by heart fails on new ones.",
                         "Train with more photos, augmentation or regularisation, or stop earlier.", overfitting};

}  // namespace muster
