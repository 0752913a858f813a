#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "muster/dataset.h"
#include "muster/error.h"

namespace muster {

/// Fills a SliceColumn value by value.
class SliceBuilder {
 public:
  /// `most_values`: more different values than that are an error of push_back.
  SliceBuilder(std::string name, std::size_t samples, std::size_t most_values);

  Result<void> push_back(std::string_view value);

  /// A sample that shares its value with no other.
  void push_back_alone() { column_.indices.push_back(kAlone); }

  /// The column; samples that stand alone have values of their own, which are empty. Without any other
  /// sample there is nothing to tell apart, and the column is empty and has no name.
  SliceColumn finish() &&;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  static constexpr std::uint32_t kAlone = 0xFFFFFFFF;

  SliceColumn column_;
  std::size_t most_values_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> known_;
};

}  // namespace muster
