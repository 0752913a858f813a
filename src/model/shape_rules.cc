#include "model/shape_rules.h"

#include <algorithm>

namespace muster {
namespace {

/// The product of the sizes, those below 1 as 1; in floating point, since it may be any.
double product(const Shape& shape) {
  double all = 1;
  for (const std::int64_t size : shape) all *= static_cast<double>(std::max<std::int64_t>(size, 1));
  return all;
}

}  // namespace

KnownShape checked(KnownShape shape) {
  constexpr std::int64_t kLargest = std::int64_t{1} << 31U;
  const auto is_size = [](std::int64_t size) { return size >= 1 && size <= kLargest; };
  return shape && std::ranges::all_of(*shape, is_size) ? shape : std::nullopt;
}

std::optional<std::size_t> axis_of(std::int64_t axis, std::size_t rank) {
  if (axis < 0) axis += static_cast<std::int64_t>(rank);
  if (axis < 0 || axis >= static_cast<std::int64_t>(rank)) return std::nullopt;
  return static_cast<std::size_t>(axis);
}

KnownShape joined(const std::vector<KnownShape>& inputs, std::int64_t axis) {
  Shape shape = *inputs[0];
  const auto along = axis_of(axis, shape.size());
  if (!along) return std::nullopt;
  for (std::size_t i = 1; i < inputs.size(); ++i) {
    if (inputs[i]->size() != shape.size()) return std::nullopt;
    shape[*along] += (*inputs[i])[*along];
  }
  return shape;
}

KnownShape broadcast(const std::vector<KnownShape>& inputs) {
  Shape shape = *inputs[0];
  for (const KnownShape& other : inputs) {
    if (other->size() > shape.size()) shape.insert(shape.begin(), other->size() - shape.size(), 1);
    for (std::size_t i = 1; i <= other->size(); ++i) {
      std::int64_t& size = shape[shape.size() - i];
      size = std::max(size, (*other)[other->size() - i]);
    }
  }
  return shape;
}

KnownShape with_plane(Shape shape, std::optional<std::int64_t> height, std::optional<std::int64_t> width) {
  if (!height || !width || *height < 1 || *width < 1) return std::nullopt;
  shape[shape.size() - 2] = *height;
  shape[shape.size() - 1] = *width;
  return shape;
}

KnownShape reshaped(const Shape& input, Shape target) {
  constexpr std::size_t kHighestRank = 16;
  constexpr double kMostElements = 1e15;
  if (target.size() > kHighestRank || product(input) > kMostElements) return std::nullopt;
  for (std::size_t i = 0; i < target.size(); ++i)
    if (target[i] == 0 && i < input.size()) target[i] = input[i];
  const double left = product(input) / product(target);
  for (std::int64_t& size : target)
    if (size < 0) size = static_cast<std::int64_t>(left);
  const bool sizes = std::ranges::all_of(target, [](std::int64_t size) { return size >= 1; });
  return sizes && product(target) == product(input) ? KnownShape(target) : std::nullopt;
}

KnownShape matrix_product(const Shape& x, const Shape& y) {
  if (x.size() < 2 || y.size() < 2 || x.end()[-1] != y.end()[-2]) return std::nullopt;
  Shape shape = *broadcast({Shape(x.begin(), x.end() - 2), Shape(y.begin(), y.end() - 2)});
  shape.insert(shape.end(), {x.end()[-2], y.end()[-1]});
  return shape;
}

}  // namespace muster
