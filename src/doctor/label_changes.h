#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "muster/dataset.h"
#include "muster/doctor.h"

namespace muster {

/// Another reading of answers that are there: class_of_output[o] is the class of output o; -1 none.
struct LabelChange {
  Change change;
  std::vector<std::int32_t> class_of_output;
};

/// What to do where the labels stand in another order.
inline constexpr std::string_view kGiveLabels =
    "Give the labels in that order: muster doctor --write-labels FILE writes them, --labels FILE takes them; where the "
    "manifest has class_index, mend it there. The app must name the outputs so too.";

/// Where the truth is stated by number, no file of labels mends it.
inline constexpr std::string_view kMendIndices =
    "The manifest numbers the classes itself (class_index), whatever the labels say: number them there in the order "
    "that fits. The app must name the outputs so too.";

/// What is known of a model's classes.
struct Labels {
  std::span<const std::string> names;         ///< of the classes, in the order that is suspected
  std::span<const std::string> model_labels;  ///< that stand in the model's file
  bool by_index = false;                      ///< as Dataset::by_index
  std::int32_t background = kNoBackground;    ///< as Dataset::background

  [[nodiscard]] std::size_t outputs() const { return names.size() + (background == kNoBackground ? 0 : 1); }
  /// The reading before any change.
  [[nodiscard]] std::int32_t class_of(std::size_t output) const {
    return static_cast<std::int32_t>(class_of_output(static_cast<std::int64_t>(output), background));
  }
  [[nodiscard]] std::size_t output_of(std::uint32_t of_class) const {
    return static_cast<std::size_t>(output_of_class(of_class, background));
  }
};

/// The usual mistakes in the order of labels: one off, not sorted as training sorted them, not the model's own order.
/// Those that change nothing are left out.
std::vector<LabelChange> suspected_label_changes(const Labels& labels);

}  // namespace muster
