#pragma once

#include <cstdint>
#include <vector>

namespace muster {

/// Where a bilinear resize samples an axis of `in` pixels for `out`, by ML Program's names (NeuralNetwork's behind).
enum class PixelSampling {
  kStrictAlignCorners,  ///< i · (in − 1) / (out − 1)        STRICT_ALIGN_ENDPOINTS_MODE
  kAlignCorners,        ///< the same; of one pixel the middle   ALIGN_ENDPOINTS_MODE
  kDefault,             ///< i · (in − in / out) / (out − 1)  UPSAMPLE_MODE
  kOffsetCorners,       ///< (i + ½) · max(in − 1, 1) / out   ROI_ALIGN_MODE
  kUnalignCorners,      ///< (i + ½) · in / out − ½
};

/// A side times a factor that is stated as float32 (4/3, 5/3), cut to whole pixels; what follows from such a rounded
/// factor is not cut off.
double scaled_side(std::int64_t side, float factor);

/// The linear map of `in` pixels to `out`, row by row as a matrix out × in: each row weighs the two neighbours of its
/// point. Both are positive.
std::vector<float> sampling_matrix(PixelSampling sampling, std::int64_t in, std::int64_t out);

}  // namespace muster
