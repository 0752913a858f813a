#include "checks/accuracy_gap.h"

namespace muster {
namespace {

/// Of a set with no photo of the field nothing can be said of it.
std::optional<Seen> field_photos(const CheckInput& input) {
  if (input.counts == nullptr || input.counts->photos == 0) return std::nullopt;
  const OtherPhotos* field = other_photos(input.run, OtherRole::kField);
  if (field != nullptr && !field->problem.empty()) {
    Seen seen;
    seen.outcome = Outcome::kInconclusive;
    seen.summary = "real-life photos: not tested, for " + field->problem;
    seen.advice = "Give field photos that can be read, labelled as the test photos are.";
    return seen;
  }
  if (field != nullptr) {
    auto seen = judge_gap(input, "field_gap", OtherRole::kField, "test photos", "field photos");
    if (seen && seen->outcome == Outcome::kInconclusive) seen->advice = "Collect more field photos.";
    return seen;
  }
  if (!input.run.model || input.run.dataset.size() == 0) return std::nullopt;
  Seen seen;
  seen.outcome = Outcome::kInconclusive;
  seen.summary = "real-life photos: not tested";
  seen.advice = "Give a few hundred labelled photos from your users' phones with --field.";
  return seen;
}

}  // namespace

const Check kFieldPhotos{"field-photos", "Gap from test photos to the field",
                         "Users' photos are darker, more blurred and more tilted than test photos.",
                         "Train on photos like those of the field, and grade on them.", field_photos};

}  // namespace muster
