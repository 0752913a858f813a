#include "runtime/coreml/layers/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace muster::layers {

Sizes shape_of(const Blob& blob) {
  const ov::Shape shape = blob.get_shape();
  return {shape.begin(), shape.end()};
}

Blob number(float value) {
  return make<op::Constant>(ov::element::f32, ov::Shape{}, value);
}

Blob numbers(const std::vector<float>& values, const Sizes& shape) {
  return make<op::Constant>(ov::element::f32, ov::Shape(shape.begin(), shape.end()), values.data());
}

Blob integers(const std::vector<std::int64_t>& values) {
  return make<op::Constant>(ov::element::i64, ov::Shape{values.size()}, values.data());
}

Blob to_float(const Blob& blob) {
  return make<op::Convert>(blob, ov::element::f32);
}

Blob to_integers(const Blob& blob) {
  return make<op::Convert>(blob, ov::element::i32);
}

Blob linear(const Blob& x, float scale, float shift) {
  const Blob scaled = scale == 1 ? x : make<op::Multiply>(x, number(scale));
  return shift == 0 ? scaled : make<op::Add>(scaled, number(shift));
}

Result<std::int64_t> resolve_axis(std::int64_t axis, std::int64_t rank) {
  if (axis < -rank || axis >= rank) return malformed(fmt::format("axis {} of rank {}", axis, rank));
  return axis < 0 ? axis + rank : axis;
}

std::vector<std::int64_t> last_axes(const Blob& blob, std::int64_t count) {
  std::vector<std::int64_t> axes(static_cast<std::size_t>(count));
  std::iota(axes.begin(), axes.end(), rank_of(blob) - count);
  return axes;
}

Result<void> require_rank(const Blob& blob, std::int64_t fewest) {
  if (rank_of(blob) < fewest) return malformed(fmt::format("an input of rank {}, below {}", rank_of(blob), fewest));
  return {};
}

Result<Blob> bearable(const Blob& blob) {
  const Sizes shape = shape_of(blob);
  if (element_count(shape) > kMostElements) return unsupported(fmt::format("a blob of {}", fmt::join(shape, "×")));
  return blob;
}

Blob as_images(const Blob& blob) {
  const Sizes shape = shape_of(blob);
  if (shape.size() == 4) return blob;
  const auto batch = static_cast<std::int64_t>(element_count(std::span(shape).first(shape.size() - 3)));
  return reshape(blob, {batch, shape.end()[-3], shape.end()[-2], shape.end()[-1]});
}

Blob with_leading_axes(const Blob& made, const Blob& blob) {
  if (rank_of(blob) == 4) return made;
  const Sizes image = shape_of(made);
  Sizes shape = shape_of(blob);
  std::copy(image.end() - 3, image.end(), shape.end() - 3);
  return reshape(made, shape);
}

}  // namespace muster::layers
