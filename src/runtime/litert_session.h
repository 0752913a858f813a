#pragma once

#include <memory>

#include "runtime/runtime.h"

namespace muster {

inline constexpr std::string_view kLitertName = "LiteRT 2.3.0";

/// Opens and compiles model.path in LiteRT, whose inputs and outputs must be as model has them. Errors: kRuntime, with
/// what the runtime said, or the library is missing or another version.
Result<std::unique_ptr<Session>> open_litert(const Model& model, const SessionOptions& options);

}  // namespace muster
