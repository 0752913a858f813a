#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/labels/label_text.h"
#include "muster/dataset.h"
#include "muster/error.h"
#include "muster/model.h"
#include "muster/options.h"

namespace muster {

/// More classes than any classifier has; what asks for more is a mistake.
inline constexpr std::size_t kMostClasses = kMostLabels;

/// The classes that samples can have.
struct ClassList {
  std::vector<std::string> names;  ///< in output order, without "background"; "" where a class has no name
  std::vector<std::string> lines;  ///< as the labels were written, one a class, where they say more; else empty
  std::string form;                ///< how the labels were read; "": plain lines, or none
  std::int32_t background = kNoBackground;  ///< as Dataset::background
  bool open = false;                        ///< neither model nor labels: the data say which classes there are
  bool labels_optional = false;             ///< as in DataOptions
};

/// Classes from the model's outputs (null: no model) and the labels, `options.labels` before the model's own. A label
/// that is a usual name of the background ("background", "__background__" anywhere, "???" first or last) is no class,
/// but where the user says that there is none.
/// A model of one output has two classes: class 0 is what its score means, class 1 the rest; one label
/// "dog" names them "dog" and "not dog". `indices_given`: samples state a class index, so that names may be
/// missing or stand twice. Errors: labels that do not fit the outputs, an unknown background, a stated background that
/// the labels contradict, names that stand twice.
Result<ClassList> resolve_classes(const DataOptions& options, const Model* model, bool indices_given);

/// Reads a label file. Errors: kNotFound, and as read_label_text's.
Result<LabelText> read_labels(const std::filesystem::path& path);

}  // namespace muster
