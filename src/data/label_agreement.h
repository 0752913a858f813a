#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data/class_list.h"
#include "muster/error.h"

namespace muster {

/// A name for comparison: lower-case ASCII letters, '_' = ' '.
std::string folded_name(std::string_view name);

/// Compares the labels of a manifest with its class indices. A label contradicts its index where it is the name of
/// another class (or one of its synonyms between commas); where most labels are the names of their classes, also where
/// it is the name of no class.
class LabelAgreement {
 public:
  /// Known class names, or none (all empty): then each class's commonest label names it.
  explicit LabelAgreement(const ClassList& classes);

  void add(std::uint32_t index, std::string_view label, std::uint64_t line);

  /// Error, with the line: a label that contradicts its index, both names, and how many rows do.
  [[nodiscard]] Result<void> check(const std::filesystem::path& manifest);

 private:
  struct Rows {
    std::uint64_t count = 0, first_line = 0;
  };

  void name_by_commonest_labels();
  void index_names();
  [[nodiscard]] bool is_own_name(std::uint32_t index, const std::string& label) const;
  [[nodiscard]] std::optional<std::uint32_t> other_class(std::uint32_t index, const std::string& label) const;

  std::vector<std::string> names_, lines_;
  bool known_;
  std::map<std::pair<std::uint32_t, std::string>, Rows> rows_;  ///< distinct pairs of index and label
  std::uint64_t all_rows_ = 0;
  std::unordered_map<std::string, std::uint32_t> by_name_;  ///< folded names and synonyms; kNoClass: of several classes
};

}  // namespace muster
