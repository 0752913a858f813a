#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "MIL.pb.h"
#include "model/graph.h"

namespace muster {

/// One stored tensor that a `constexpr_…` operator reads, and what it is called there. What another such operator
/// makes has no type, but its own bytes, tables and name.
struct CompressedPart {
  std::string name;
  const CoreML::Specification::MILSpec::TensorType* type = nullptr;
  std::span<const std::byte> bytes;
  std::vector<std::span<const std::byte>> tables;
  std::string stored_as;
};

/// The weights that a `constexpr_…` operator makes: `result` (their shape and type) with its bytes and the name of how
/// they are stored: "int8 linear", "palette, 6 bits", "sparse".
GraphTensor compressed_tensor(const std::string& operator_name, GraphTensor result, std::vector<CompressedPart> parts);

}  // namespace muster
