#include "data/npy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

#include "base/file.h"
#include "base/text.h"

namespace muster {
namespace {

constexpr std::uint64_t kLargest = 256'000'000;
constexpr std::string_view kMagic = "\x93NUMPY";
static_assert(std::endian::native == std::endian::little);

std::string type_name(ElementType type) {
  switch (type) {
    case ElementType::kFloat32:
      return "<f4";
    case ElementType::kFloat64:
      return "<f8";
    case ElementType::kFloat16:
      return "<f2";
    case ElementType::kInt8:
      return "|i1";
    case ElementType::kInt16:
      return "<i2";
    case ElementType::kInt32:
      return "<i4";
    case ElementType::kInt64:
      return "<i8";
    default:
      return "|u1";
  }
}

template <class Stored>
std::vector<double> numbers(std::string_view bytes) {
  std::vector<double> values(bytes.size() / sizeof(Stored));
  for (std::size_t i = 0; i < values.size(); ++i) {
    Stored stored;
    std::memcpy(&stored, bytes.data() + i * sizeof(Stored), sizeof(Stored));
    values[i] = static_cast<double>(stored);
  }
  return values;
}

std::optional<std::vector<double>> numbers_of(std::string_view type, std::string_view bytes) {
  if (type == "|u1" || type == "<u1") return numbers<std::uint8_t>(bytes);
  if (type == "|i1" || type == "<i1") return numbers<std::int8_t>(bytes);
  if (type == "<i2") return numbers<std::int16_t>(bytes);
  if (type == "<i4") return numbers<std::int32_t>(bytes);
  if (type == "<i8") return numbers<std::int64_t>(bytes);
  if (type == "<f4") return numbers<float>(bytes);
  if (type == "<f8") return numbers<double>(bytes);
  return std::nullopt;
}

/// What stands after `'key':` in the header's dictionary, up to `end`.
std::string_view entry(std::string_view header, std::string_view key, char end) {
  const std::size_t at = header.find(fmt::format("'{}':", key));
  if (at == std::string_view::npos) return {};
  const std::string_view rest = header.substr(at + key.size() + 3);
  return trimmed(rest.substr(0, rest.find(end)));
}

}  // namespace

std::string to_npy(const TensorSpec& spec, std::span<const std::byte> tensor) {
  std::string header = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({},), }}",
                                   type_name(spec.element_type), fmt::join(spec.shape, ", "));
  header.append((64 - (10 + header.size() + 1) % 64) % 64, ' ');
  header += '\n';
  std::string file(kMagic);
  file += {'\x01', '\x00', static_cast<char>(header.size() & 0xFFU), static_cast<char>(header.size() >> 8U)};
  file += header;
  file.append(reinterpret_cast<const char*>(tensor.data()), tensor.size());
  return file;
}

Result<NpyArray> read_npy(const std::filesystem::path& path) {
  MUSTER_TRY(const std::vector<std::byte> bytes, read_file(path, kLargest));
  return parse_npy({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path.string());
}

Result<NpyArray> parse_npy(std::string_view file, std::string_view name) {
  const auto bad = [&](std::string_view what) {
    return fail(ErrorCode::kMalformed, fmt::format("{}: {}", name, what));
  };
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(file[i])); };
  if (file.size() < 12 || !file.starts_with(kMagic)) return bad("not a NumPy file (.npy)");
  const bool wide = byte(6) > 1;
  const std::size_t header_begin = wide ? 12 : 10;
  const std::size_t header_size = byte(8) | byte(9) << 8U | (wide ? byte(10) << 16U | byte(11) << 24U : 0);
  if (header_size > file.size() - header_begin) return bad("the header is longer than the file");
  const std::string_view header = file.substr(header_begin, header_size),
                         data = file.substr(header_begin + header_size);
  NpyArray array;
  std::string_view type = entry(header, "descr", ',');
  if (type.size() < 2) return bad("the header names no number type");
  array.type = std::string(type.substr(1, type.size() - 2));
  if (entry(header, "fortran_order", ',') != "False")
    return bad("the array is in Fortran order; save np.ascontiguousarray(x)");
  std::uint64_t count = 1;
  for (std::string_view size : split(entry(header, "shape", ')'), ',')) {
    size = trimmed(size.starts_with('(') ? size.substr(1) : size);
    if (size.empty()) continue;
    const auto dimension = parse_integer(size);
    if (!dimension || *dimension < 0 || *dimension > static_cast<long long>(kLargest))
      return bad("the shape makes no sense");
    array.shape.push_back(*dimension);
    count *= static_cast<std::uint64_t>(*dimension);
    if (count > kLargest) return bad("the array is too large");
  }
  auto values = numbers_of(array.type, data);
  if (!values)
    return bad(
        fmt::format("number type '{}' is not read; save float32, float64 or integers", printable(array.type, 20)));
  if (values->size() != count) return bad(fmt::format("{} numbers where the shape says {}", values->size(), count));
  array.values = std::move(*values);
  return array;
}

}  // namespace muster
