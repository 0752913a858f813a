#pragma once

#include <string_view>

#include "model/graph.h"
#include "onnx/onnx-ml.pb.h"

namespace muster {

/// Whether a domain is the standard's own: its operators run everywhere.
bool is_standard_domain(std::string_view domain);

/// How an operator's multiply-accumulates are counted; kUncounted for one that is not known.
OperatorKind onnx_operator_kind(const onnx::NodeProto& node);

}  // namespace muster
