#include "leaks/align.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace muster {
namespace {

/// A square picture as floats.
struct Plane {
  int side = 0;
  std::vector<float> values;

  [[nodiscard]] float at(int x, int y) const {
    return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) + static_cast<std::size_t>(x)];
  }
};

Plane plane_of(const GreySquare& grey) {
  return {kGreySide, {grey.begin(), grey.end()}};
}

Plane halved(const Plane& plane) {
  Plane half{plane.side / 2, {}};
  for (int y = 0; y < half.side; ++y)
    for (int x = 0; x < half.side; ++x)
      half.values.push_back((plane.at(2 * x, 2 * y) + plane.at(2 * x + 1, 2 * y) + plane.at(2 * x, 2 * y + 1) +
                             plane.at(2 * x + 1, 2 * y + 1)) /
                            4);
  return half;
}

/// With the finest detail taken off (binomial, three pixels each way): pictures that were stored at different sizes
/// have it in different places.
Plane smoothed(const Plane& plane) {
  const int last = plane.side - 1;
  Plane across = plane, result = plane;
  const auto place = [&](int x, int y) { return static_cast<std::size_t>(y * plane.side + x); };
  for (int y = 0; y <= last; ++y)
    for (int x = 0; x <= last; ++x)
      across.values[place(x, y)] =
          (plane.at(std::max(x - 1, 0), y) + 2 * plane.at(x, y) + plane.at(std::min(x + 1, last), y)) / 4;
  for (int y = 0; y <= last; ++y)
    for (int x = 0; x <= last; ++x)
      result.values[place(x, y)] =
          (across.at(x, std::max(y - 1, 0)) + 2 * across.at(x, y) + across.at(x, std::min(y + 1, last))) / 4;
  return result;
}

/// What lies beside a picture that was framed bleeds into its outermost pixels; they are left out.
int margin(const Plane& plane) {
  return plane.side / 32;
}

/// The value between pixels and its slopes there; false: outside.
bool sample(const Plane& plane, float x, float y, float& value, float& slope_x, float& slope_y) {
  const auto begin = static_cast<float>(margin(plane)), last = static_cast<float>(plane.side - 1) - begin;
  if (!(x >= begin && y >= begin && x <= last && y <= last)) return false;
  const int left = std::min(static_cast<int>(x), plane.side - 2), top = std::min(static_cast<int>(y), plane.side - 2);
  const float fx = x - static_cast<float>(left), fy = y - static_cast<float>(top);
  const float a = plane.at(left, top), b = plane.at(left + 1, top);
  const float c = plane.at(left, top + 1), d = plane.at(left + 1, top + 1);
  value = (a * (1 - fx) + b * fx) * (1 - fy) + (c * (1 - fx) + d * fx) * fy;
  slope_x = (b - a) * (1 - fy) + (d - c) * fy;
  slope_y = (c - a) * (1 - fx) + (d - b) * fx;
  return true;
}

/// Eight coefficients and the right side; filled up to whole vectors of the processor, which makes the sums three times
/// as fast.
using Row = std::array<float, 12>;

/// Solves the 8 × 8 normal equations in place by Gauss without pivoting: they are positive definite. false: singular.
bool solve(std::array<Row, 8>& rows) {
  for (std::size_t i = 0; i < 8; ++i) {
    if (!(rows[i][i] > 1e-6F)) return false;
    for (std::size_t j = i + 1; j < 8; ++j) {
      const float factor = rows[j][i] / rows[i][i];
      for (std::size_t k = i; k < 9; ++k) rows[j][k] -= factor * rows[i][k];
    }
  }
  for (std::size_t i = 8; i-- > 0;) {
    for (std::size_t k = i + 1; k < 8; ++k) rows[i][8] -= rows[i][k] * rows[k][8];
    rows[i][8] /= rows[i][i];
  }
  return true;
}

constexpr float kFullScale = 64;  // brings the brightness to the size of the other unknowns

/// What is being fitted: second(map) × gain + offset ≈ first.
struct Fit {
  Affine map;
  float gain = 1, offset = 0;
};

/// What a step of the fit came to.
struct Progress {
  float missed = 0;  ///< by how much the pictures differed before it, on average
  float moved = 0;   ///< how far a corner went, in pixels
};

/// The normal equations of one step; the weight of a pixel falls with what it misses by.
struct Equations {
  std::array<Row, 8> rows{};
  float missed = 0;
  int count = 0;
};

Equations equations_of(const Plane& first, const Plane& second, const Fit& fit, float tolerance) {
  const float centre = static_cast<float>(first.side - 1) / 2, unit = 1 / centre;
  const Affine& m = fit.map;
  Equations sums;
  const int begin = margin(first), end = first.side - begin;
  for (int y = begin; y < end; ++y)
    for (int x = begin; x < end; ++x) {
      const auto px = static_cast<float>(x), py = static_cast<float>(y);
      float value = 0, sx = 0, sy = 0;
      if (!sample(second, m.a * px + m.b * py + m.c, m.d * px + m.e * py + m.f, value, sx, sy)) continue;
      const float miss = first.at(x, y) - (fit.gain * value + fit.offset);
      const float ratio = miss / tolerance, near = 1 / (1 + ratio * ratio), weight = near * near;
      sums.missed += std::abs(miss);
      ++sums.count;
      const float u = (px - centre) * unit, v = (py - centre) * unit, gx = fit.gain * sx, gy = fit.gain * sy;
      const Row row{gx * u, gx * v, gx, gy * u, gy * v, gy, value / kFullScale, 1, miss};
      for (std::size_t i = 0; i < sums.rows.size(); ++i)
        for (std::size_t j = 0; j < row.size(); ++j) sums.rows[i][j] += weight * row[i] * row[j];
    }
  return sums;
}

/// Gain and offset, and where `move`, the map. nullopt: too little lies over each other.
std::optional<Progress> step(const Plane& first, const Plane& second, Fit& fit, float tolerance, bool move) {
  constexpr float kRelative = 1e-3F, kHeld = 1e12F;  // damping (Levenberg)
  Equations sums = equations_of(first, second, fit, tolerance);
  if (sums.count < first.side * first.side / 4) return std::nullopt;
  for (std::size_t i = 0; i < 8; ++i) sums.rows[i][i] += kRelative * sums.rows[i][i] + (i < 6 && !move ? kHeld : 1e-3F);
  if (!solve(sums.rows)) return std::nullopt;
  const auto change = [&](std::size_t i) { return sums.rows[i][8]; };
  const float unit = 2 / static_cast<float>(first.side - 1);
  Affine& m = fit.map;
  m.a += change(0) * unit, m.b += change(1) * unit, m.c += change(2) - (change(0) + change(1));
  m.d += change(3) * unit, m.e += change(4) * unit, m.f += change(5) - (change(3) + change(4));
  fit.gain += change(6) / kFullScale, fit.offset += change(7);
  float moved = 0;
  for (std::size_t i = 0; i < 6; ++i) moved = std::max(moved, std::abs(change(i)));
  return Progress{sums.missed / static_cast<float>(sums.count), moved};
}

bool is_sane(const Fit& fit) {
  const Affine& m = fit.map;
  const float area = m.a * m.e - m.b * m.d;
  return std::isfinite(area) && area > 0.2F && area < 5.0F && fit.gain > 0.15F && fit.gain < 7.0F;
}

/// Steps until nothing moves any more. false: it ran away.
bool refine(const Plane& first, const Plane& second, Fit& fit, int most_steps) {
  constexpr float kStill = 0.02F, kMostTolerance = 40, kLeastTolerance = 4;
  float tolerance = kMostTolerance;
  for (int i = 0; i < most_steps; ++i) {
    const auto progress = step(first, second, fit, tolerance, i > 0);
    if (!progress || !is_sane(fit)) return false;
    tolerance = std::clamp(2 * progress->missed, kLeastTolerance, kMostTolerance);
    if (i > 0 && progress->moved < kStill) return true;
  }
  return true;
}

/// The views over each other.
Affine between(const PictureView& first, const PictureView& second, int side) {
  const float wide = (second.right - second.left) / (first.right - first.left);
  const float high = (second.bottom - second.top) / (first.bottom - first.top);
  const auto pixels = static_cast<float>(side);
  // Pixel x has its middle at (x + 0.5) / side.
  return {wide, 0,    (second.left - first.left * wide) * pixels + wide / 2 - 0.5F,
          0,    high, (second.top - first.top * high) * pixels + high / 2 - 0.5F};
}

/// The same map between squares of twice the side.
Affine doubled(const Affine& m) {
  return {m.a, m.b, 2 * m.c + 0.5F - (m.a + m.b) * 0.5F, m.d, m.e, 2 * m.f + 0.5F - (m.d + m.e) * 0.5F};
}

/// What two pictures show in one block beyond a plane: nothing of an even ground, or of a sky that grows lighter.
class Block {
 public:
  void add(float x, float y, float first, float second) {
    const Values values{x, y, first, second};
    ++count_;
    for (std::size_t i = 0; i < values.size(); ++i) {
      sums_[i] += values[i];
      for (std::size_t j = i; j < values.size(); ++j) products_[i][j] += values[i] * values[j];
    }
  }
  [[nodiscard]] int count() const { return count_; }

  [[nodiscard]] float first_variance() const { return beyond_plane(2, 2); }
  [[nodiscard]] float second_variance() const { return beyond_plane(3, 3); }
  [[nodiscard]] float covariance() const { return beyond_plane(2, 3); }

 private:
  using Values = std::array<float, 4>;  // x, y, first, second

  [[nodiscard]] float centred(std::size_t i, std::size_t j) const {
    return products_[std::min(i, j)][std::max(i, j)] - sums_[i] * sums_[j] / static_cast<float>(count_);
  }

  /// Mean product of what the planes of least squares leave of both.
  [[nodiscard]] float beyond_plane(std::size_t a, std::size_t b) const {
    const float xx = centred(0, 0), xy = centred(0, 1), yy = centred(1, 1), area = xx * yy - xy * xy;
    if (!(area > 0)) return 0;
    const float xa = centred(0, a), ya = centred(1, a), xb = centred(0, b), yb = centred(1, b);
    const float of_planes = (xa * xb * yy - (xa * yb + ya * xb) * xy + ya * yb * xx) / area;
    return (centred(a, b) - of_planes) / static_cast<float>(count_);
  }

  int count_ = 0;
  Values sums_{};
  std::array<Values, 4> products_{};
};

void measure_agreement(const Plane& first, const Plane& second, const Fit& fit, Alignment& alignment) {
  constexpr int kBlocks = 8;
  const int side = first.side / kBlocks, begin = margin(first);
  constexpr float kNoise = 4;  // standard deviation that counts half
  constexpr float kDoubt = 3.5F, kMostDoubt = 0.25F;
  float weights = 0, agreement = 0;
  int inside = 0;
  for (int block = 0; block < kBlocks * kBlocks; ++block) {
    Block sums;
    for (int i = 0; i < side * side; ++i) {
      const int x = block % kBlocks * side + i % side, y = block / kBlocks * side + i / side;
      if (std::min(x, y) < begin || std::max(x, y) >= first.side - begin) continue;
      const auto px = static_cast<float>(x), py = static_cast<float>(y);
      const Affine& m = fit.map;
      float value = 0, sx = 0, sy = 0;
      if (sample(second, m.a * px + m.b * py + m.c, m.d * px + m.e * py + m.f, value, sx, sy))
        sums.add(static_cast<float>(i % side), static_cast<float>(i / side), first.at(x, y), fit.gain * value);
    }
    inside += sums.count();
    if (2 * sums.count() < side * side) continue;
    const float vx = std::max(0.0F, sums.first_variance()), vy = std::max(0.0F, sums.second_variance());
    const float variance = std::max(vx, vy), weight = variance / (variance + kNoise * kNoise);
    weights += weight;
    agreement += weight * sums.covariance() / std::sqrt(vx * vy + 1.0F);
  }
  const int inner = first.side - 2 * begin;
  alignment.overlap = static_cast<float>(inside) / static_cast<float>(inner * inner);
  alignment.texture = weights;
  alignment.agreement = weights > 0 ? agreement / weights : 0;
  alignment.score = alignment.agreement - std::min(kMostDoubt, kDoubt / weights);
}

constexpr int kCoarseSteps = 15, kFineSteps = 10;
constexpr float kHopeless = 0.4F;  // agreement of the halved pictures

}  // namespace

std::optional<Alignment> align(const GreySquare& first, const PictureView& first_view, const GreySquare& second,
                               const PictureView& second_view) {
  const Plane fine_first = smoothed(plane_of(first)), fine_second = smoothed(plane_of(second));
  Fit fit{between(first_view, second_view, kGreySide / 2), 1, 0};
  const Plane coarse_first = halved(fine_first), coarse_second = halved(fine_second);
  if (!refine(coarse_first, coarse_second, fit, kCoarseSteps)) return std::nullopt;
  Alignment alignment{fit.map, fit.gain, fit.offset, 0, 0, 0, 0};
  measure_agreement(coarse_first, coarse_second, fit, alignment);
  if (alignment.agreement < kHopeless) return alignment;
  fit.map = doubled(fit.map);
  if (!refine(fine_first, fine_second, fit, kFineSteps)) return std::nullopt;
  alignment = {fit.map, fit.gain, fit.offset, 0, 0, 0, 0};
  measure_agreement(fine_first, fine_second, fit, alignment);
  return alignment;
}

Alignment unmoved(const GreySquare& first, const GreySquare& second, float gain, float offset) {
  const Fit fit{{}, gain, offset};
  Alignment alignment{fit.map, gain, offset, 0, 0, 0, 0};
  measure_agreement(smoothed(plane_of(first)), smoothed(plane_of(second)), fit, alignment);
  return alignment;
}

}  // namespace muster
