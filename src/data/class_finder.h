#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data/class_list.h"
#include "data/label_agreement.h"
#include "muster/dataset.h"
#include "muster/error.h"

namespace muster {

/// Turns what samples say of their class into indices, and keeps what must be told of it in the end.
/// Labels match names exactly, else without regard to the case of ASCII letters and with '_' = ' ', where only
/// one name is alike. Where the labels were lines with more than the name ("0 Mask", "n01440764 tench"), the whole
/// line and the WordNet ID match too. "-" is kNoClass.
class ClassFinder {
 public:
  explicit ClassFinder(ClassList classes);

  /// The class of a label. A label that matches nothing is remembered for finish(), where labels are not optional; the
  /// error here is that there are too many of them.
  Result<std::uint32_t> by_label(std::string_view label);

  /// The class of an index as written ("17"); `label` names the class where nothing else does. `line` of the manifest
  /// is for finish().
  Result<std::uint32_t> by_index(std::string_view index, std::string_view label, std::uint64_t line);

  /// Puts names and warnings into `dataset`, whose classes came from this object; open classes are sorted by name.
  /// Errors: labels that match no class, three of each side and the nearest names; labels that contradict their index.
  Result<void> finish(Dataset& dataset);

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Index = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

  Result<std::uint32_t> match_alike(std::string_view label);
  void add_lines();
  [[nodiscard]] tl::unexpected<Error> unmatched_labels() const;
  void warn_of_unlabelled(Dataset& dataset) const;
  [[nodiscard]] std::string background_hint() const;
  void sort_names(std::vector<std::uint32_t>& classes);

  ClassList classes_;
  LabelAgreement agreement_;
  bool names_given_;  ///< by the labels; else by the data
  bool by_index_ = false;
  Index exact_, alike_;                 ///< alike_: folded names; kNoClass where several fold to one
  std::vector<std::string> unmatched_;  ///< distinct, in order of appearance
  std::vector<std::string> inexact_;    ///< "'Dog' as 'dog'"
  std::string renamed_;                 ///< the first class that the data name in two ways
};

}  // namespace muster
