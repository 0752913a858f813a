#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace muster {

/// Sizes of a tensor's dimensions. The rules below take sizes that are checked.
using Shape = std::vector<std::int64_t>;

/// The same of a tensor inside a network whose file does not state it; nullopt: not known.
using KnownShape = std::optional<Shape>;

/// The shape where all its sizes are from 1 to 2^31, else nullopt: so no product of two sizes overflows.
KnownShape checked(KnownShape shape);

/// `axis`, negative ones counted from the end, as a position; nullopt: out of range.
std::optional<std::size_t> axis_of(std::int64_t axis, std::size_t rank);

/// Inputs (at least one, all known) one behind the other along `axis`.
KnownShape joined(const std::vector<KnownShape>& inputs, std::int64_t axis);

/// The shape that inputs (at least one, all known) of an elementwise operator are stretched to.
KnownShape broadcast(const std::vector<KnownShape>& inputs);

/// The shape with other sizes in its last two dimensions (it has them); nullopt where one of them is none.
KnownShape with_plane(Shape shape, std::optional<std::int64_t> height, std::optional<std::int64_t> width);

/// The input as another shape of as many elements; in `target` 0 is the input's own size there, −1 what is left.
KnownShape reshaped(const Shape& input, Shape target);

/// x times y, over the last two dimensions of each.
KnownShape matrix_product(const Shape& x, const Shape& y);

}  // namespace muster
