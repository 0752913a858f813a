#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace muster {

/// A window that slides along one dimension: of a convolution or pooling.
struct Window {
  std::int64_t kernel = 1, stride = 1, dilation = 1;
  std::int64_t padding = 0;  ///< both sides together

  [[nodiscard]] std::int64_t reach() const { return (kernel - 1) * dilation + 1; }
  [[nodiscard]] bool is_valid() const { return kernel > 0 && stride > 0 && dilation > 0 && padding >= 0; }
};

/// How many windows fit; nullopt: none, or no size that is known.
inline std::optional<std::int64_t> window_size(std::int64_t size, const Window& window) {
  if (!window.is_valid() || size < 1 || size + window.padding < window.reach()) return std::nullopt;
  return (size + window.padding - window.reach()) / window.stride + 1;
}

/// The same, with a last window that may begin inside and end outside; it begins no later than the input ends.
/// `padding_before` is what lies before the input.
inline std::optional<std::int64_t> window_size_with_last(std::int64_t size, const Window& window,
                                                         std::int64_t padding_before) {
  if (!window.is_valid() || size < 1 || size + window.padding < window.reach()) return std::nullopt;
  const std::int64_t count = (size + window.padding - window.reach() + window.stride - 1) / window.stride + 1;
  return (count - 1) * window.stride >= size + padding_before ? count - 1 : count;
}

/// One window a stride, with as much padding as that takes.
inline std::optional<std::int64_t> same_size(std::int64_t size, const Window& window) {
  if (!window.is_valid() || size < 1) return std::nullopt;
  return (size + window.stride - 1) / window.stride;
}

/// The size that a transposed convolution makes.
inline std::optional<std::int64_t> transposed_size(std::int64_t size, const Window& window) {
  if (!window.is_valid() || size < 1) return std::nullopt;
  return std::max<std::int64_t>((size - 1) * window.stride + window.reach() - window.padding, 0);
}

}  // namespace muster
