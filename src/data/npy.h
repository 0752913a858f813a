#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "muster/error.h"
#include "muster/tensor.h"

namespace muster {

/// A tensor as a NumPy file, format 1.0, C order. Number types without a NumPy name are written as bytes.
std::string to_npy(const TensorSpec& spec, std::span<const std::byte> tensor);

/// The numbers of a NumPy file, whatever their type.
struct NpyArray {
  std::string type;  ///< as the file names it: "<f4", "|u1"
  std::vector<std::int64_t> shape;
  std::vector<double> values;
};

/// Reads format 1.0 to 3.0, C order, little-endian integers up to 8 bytes and floats of 4 and 8.
/// Errors, with the file's name: not a NumPy file, Fortran order, another type, a size that does not fit, over 256 MB.
Result<NpyArray> read_npy(const std::filesystem::path& path);

/// The same of a file's bytes; `name` stands for it in errors.
Result<NpyArray> parse_npy(std::string_view file, std::string_view name);

}  // namespace muster
