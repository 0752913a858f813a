#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "doctor/label_changes.h"
#include "doctor/weigh_changes.h"
#include "measure/each_preparation.h"
#include "metrics/classification.h"
#include "muster/dataset.h"

namespace muster {

/// What a model answered to photos in several preparations, of which the first is the stated one, and what is right.
/// The data set must outlive it.
class GradedAnswers {
 public:
  /// `photos`: in the order in which they are taken; all have a class.
  GradedAnswers(const Dataset& dataset, const std::vector<ClassGroup>& groups, std::vector<std::uint32_t> photos,
                std::size_t preparations);

  PreparedAnswers answers;

  [[nodiscard]] std::span<const std::uint32_t> photos() const { return photos_; }
  [[nodiscard]] std::uint32_t class_of(std::uint32_t photo) const { return dataset_.classes[photo]; }
  [[nodiscard]] std::uint64_t count(PhotoState state) const;  ///< of the photos as they are
  [[nodiscard]] bool is_scored(std::uint32_t photo) const {
    return answers.answers[0].states[photo] == PhotoState::kScored;
  }
  /// The output that was best for a photo that is scored.
  [[nodiscard]] std::size_t output_of(std::uint32_t photo) const;

  /// The class of a photo, those of one group being one; into names().
  [[nodiscard]] std::uint32_t graded_class(std::uint32_t photo) const { return grouping_.of[class_of(photo)]; }
  /// The class that it was given, likewise; nullopt: an answer that is no number, or background.
  [[nodiscard]] std::optional<std::uint32_t> graded_answer(std::uint32_t photo) const;
  [[nodiscard]] const ClassGrouping& grouping() const { return grouping_; }

  /// The photos that have an answer in both the stated and that preparation. An answer that is no number is wrong.
  [[nodiscard]] std::vector<PairedPhoto> pairs(std::size_t preparation) const;
  /// Those of `photos` that have an answer, as it is and read anew.
  [[nodiscard]] std::vector<PairedPhoto> pairs(const LabelChange& reading, std::span<const std::uint32_t> photos) const;

  /// A model of one score tells two classes: the first where it is at least a half, as a probability.
  void split_single_output(bool logit);
  /// One file is one photo's evidence, however often it stands there.
  void leave_out_copies();

 private:
  [[nodiscard]] bool is_right(std::uint32_t photo, std::int64_t answer) const;

  const Dataset& dataset_;
  ClassGrouping grouping_;
  std::vector<std::uint32_t> photos_;
};

/// The trials of all changes that read the stated preparation's answers anew, each with its reading, and whether it is
/// credible (label_rules.h). None where the photos show one class. A free order of labels is among them where every
/// class has five photos: it is fitted on one half of them, and tried on the other.
struct LabelTrials {
  std::vector<Trial> trials;
  std::vector<LabelChange> readings;
};
LabelTrials try_labels(const GradedAnswers& graded, const Labels& labels);

}  // namespace muster
