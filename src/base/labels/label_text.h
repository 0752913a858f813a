#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"

namespace muster {

/// More labels than any classifier has; a file with more is a mistake.
inline constexpr std::size_t kMostLabels = 1'000'000;

/// The names of a model's classes, in output order.
struct LabelText {
  std::vector<std::string> names;  ///< "" where a class has no name
  std::vector<std::string> lines;  ///< as written, one per name, where they say more than the name; else empty
  std::string form;                ///< how they were read ("a JSON list"); "": plain lines, one name each
};

/// Reads the content of a label file: plain lines, or a structure that is recognised with certainty (JSON, Python and
/// YAML lists and maps, an index or WordNet ID before every name, quotes around every name). `source` names the file in
/// errors. Errors: kMalformed, for what is not text, for structures of another shape, by their name, and for indices
/// that do not number the names, with the line.
Result<LabelText> read_label_text(std::string_view text, std::string_view source);

/// The same where only a JSON or Python list or map will do, as in a model's metadata.
Result<LabelText> read_label_literal(std::string_view text, std::string_view source);

/// "n01440764": the ID of a WordNet noun, as ImageNet names its classes.
bool is_wordnet_id(std::string_view text);

}  // namespace muster
