#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "muster/error.h"

namespace muster {

/// The classes of a table of predictions: known beforehand, or found row by row.
class ClassRegister {
 public:
  /// `by_index`: the table speaks of classes by index; else by name.
  ClassRegister(std::vector<std::string> names, bool by_index);

  /// The class that a cell means, by name or by index. Where names are still being found the number is
  /// provisional until `sorted`. Errors say what was not known, without the place.
  Result<std::uint32_t> find(std::string_view cell);

  /// Whether a cell means "none of the classes": "-", "-1", or "background" where no class is called that; of
  /// known classes also its other usual name, whatever the case.
  [[nodiscard]] bool is_none(std::string_view cell) const;

  /// `cell` is the name of class `index`. Errors: another name was given before.
  Result<void> name(std::uint32_t index, std::string_view cell);

  /// Ends the finding of names: sorts them and gives the new number of each provisional one.
  std::vector<std::uint32_t> sorted();

  /// Two names found that differ only in case: probably one class. "": there are none.
  [[nodiscard]] std::string alike() const;

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  Result<std::uint32_t> find_index(std::string_view cell);

  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  bool fixed_, by_index_;
};

}  // namespace muster
