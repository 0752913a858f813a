#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/labels/label_text.h"

namespace muster {

/// One value of a structured label file.
struct LabelScalar {
  std::string text;
  std::size_t line = 0;
  bool quoted = false;
};

/// One element of a list (no key), or one entry of a map.
struct LabelEntry {
  LabelScalar key;
  std::vector<LabelScalar> values;  ///< one, or the elements of a list that is the value
};

/// A list or a map without deeper structure.
struct FlatTree {
  bool is_map = false;
  std::string language;  ///< "JSON", "Python", "YAML"
  std::vector<LabelEntry> entries;
};

/// The labels of a list of names, or of a map between indices and names. Errors: any other shape, indices that do not
/// number the names, names of several lines.
Result<LabelText> labels_of_tree(const FlatTree& tree, std::string_view source);

/// An index as it was read.
struct StatedIndex {
  long long index = 0;
  std::size_t line = 0;
};

/// The position of each entry: its index less the lowest, which is 0 or 1. Errors, with the line: an index that occurs
/// twice or is out of range.
Result<std::vector<std::size_t>> positions_of(const std::vector<StatedIndex>& indices, std::string_view source);

/// Whether the indices are 0 to n − 1 or 1 to n, in any order.
bool number_all(const std::vector<StatedIndex>& indices);

/// "labels.txt:3: what", as a kMalformed error.
tl::unexpected<Error> label_error(std::string_view source, std::size_t line, std::string_view what);

}  // namespace muster
