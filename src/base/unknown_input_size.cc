#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "muster/model.h"

namespace muster {
namespace {

/// Places of the free dimensions; the first of several is the batch, and no part of the size.
std::vector<std::size_t> free_dimensions(const TensorSpec& input) {
  std::vector<std::size_t> places;
  for (std::size_t i = input.shape.size() > 1 ? 1 : 0; i < input.shape.size(); ++i)
    if (input.shape[i] < 0) places.push_back(i);
  return places;
}

/// Whether height and width of an image are all that is free.
bool only_sides(const TensorSpec& input, const std::vector<std::size_t>& free) {
  const auto& shape = input.shape;
  const auto within = [&](std::size_t first) {
    return std::ranges::all_of(free, [&](std::size_t place) { return place == first || place == first + 1; });
  };
  const auto is_colours = [](std::int64_t size) { return size == 1 || size == 3; };
  if (shape.size() == 3) return input.channels_first && is_colours(shape[0]) && within(1);
  return shape.size() == 4 && ((is_colours(shape[3]) && within(1)) || (is_colours(shape[1]) && within(2)));
}

std::string shape_words(const TensorSpec& input) {
  std::vector<std::string> sizes;
  for (const std::int64_t size : input.shape) sizes.push_back(size < 0 ? "?" : std::to_string(size));
  return fmt::format("{}", fmt::join(sizes, "×"));
}

}  // namespace

std::optional<std::string> unknown_input_size(const Model& model) {
  for (const TensorSpec& input : model.inputs) {
    const auto free = free_dimensions(input);
    if (free.empty()) continue;
    if (&input == model.inputs.data() && only_sides(input, free))
      return fmt::format(
          "its input is {}, with a free height and width: choose the app's with --input-size HEIGHTxWIDTH",
          shape_words(input));
    return fmt::format(
        "its input {} is {}, with a free dimension that --input-size does not choose: export it with fixed shapes",
        in_quotes(input.name), shape_words(input));
  }
  return std::nullopt;
}

}  // namespace muster
