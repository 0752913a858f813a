#include "runtime/coreml/mil/operators.h"

namespace muster::mil {

Translation find_operator(std::string_view name) {
  static const std::unordered_map<std::string_view, Translation> kTable{
#define MUSTER_MIL_OPERATOR(name) {#name, &mil::name},
#include "runtime/coreml/mil/operators.inc"
#undef MUSTER_MIL_OPERATOR
  };
  const auto found = kTable.find(name);
  return found == kTable.end() ? nullptr : found->second;
}

}  // namespace muster::mil
