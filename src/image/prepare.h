#pragma once

#include <cstddef>
#include <span>

#include "image/image.h"
#include "muster/error.h"
#include "muster/preprocessing.h"
#include "muster/tensor.h"

namespace muster {

/// Crops, resizes and orders the colours of a photo for an input of width × height × channels (1 or 3;
/// grey is Pillow's convert("L") before the resize). Thread-safe.
Result<Pixels> prepare(const Image& image, const Preprocessing& preprocessing, int width, int height, int channels);

/// Pillow's convert("L"): ITU-R 601-2 luma in 16-bit fixed point, of one RGB pixel.
std::uint8_t grey_of(const std::uint8_t* rgb);

/// Writes pixels as the input tensor wants them (Preprocessing::encoding, NHWC). `tensor` must hold
/// byte_count(input) bytes; kInvalidArgument otherwise. Rounds half away from zero, and clamps, when quantizing.
Result<void> encode_input(const Pixels& pixels, const Preprocessing& preprocessing, const TensorSpec& input,
                          std::span<std::byte> tensor);

}  // namespace muster
