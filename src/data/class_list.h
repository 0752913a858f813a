#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/model.h"
#include "muster/options.h"

namespace muster {

/// More classes than any classifier has; what asks for more is a mistake.
inline constexpr std::size_t kMostClasses = 1'000'000;

/// The classes that samples can have.
struct ClassList {
  std::vector<std::string> names;  ///< in output order, without "background"; "" where a class has no name
  bool background_first = false;   ///< class k is output k + 1
  bool open = false;               ///< neither model nor labels: the data say which classes there are
  bool labels_optional = false;    ///< as in DataOptions
};

/// Classes from the model's outputs (null: no model) and the labels, `options.labels` before the model's own.
/// A model of one output has two classes: class 0 is what its score means, class 1 the rest; one label
/// "dog" names them "dog" and "not dog". `indices_given`: samples state a class index, so that names may be
/// missing or stand twice. Errors: labels that do not fit the outputs, an unknown background, names that stand twice.
Result<ClassList> resolve_classes(const DataOptions& options, const Model* model, bool indices_given);

/// A name a line; trailing blank lines are dropped. Errors: kNotFound, kMalformed (not UTF-8, no names).
Result<std::vector<std::string>> read_labels(const std::filesystem::path& path);

}  // namespace muster
