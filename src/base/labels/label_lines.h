#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/labels/label_text.h"

namespace muster {

/// One line of a label file, without white space around it.
struct LabelLine {
  std::string_view text;
  std::size_t number = 0;
};

/// Labels of a file with one line per name: an index, a WordNet ID or quotes are taken off where every line has them,
/// and only where they cannot be part of the names; else the lines are the names. `source` names the file in errors.
/// Errors: indices that almost number the names, with the line.
Result<LabelText> labels_of_lines(const std::vector<LabelLine>& lines, std::string_view source);

/// A CSV file with a header of two columns, an index and a name. Errors: any other table, by its name.
Result<LabelText> labels_of_table(const std::vector<LabelLine>& lines, std::string_view source);

/// Whether the line is the header of a table, such as "index,name".
bool is_label_header(std::string_view line);

}  // namespace muster
