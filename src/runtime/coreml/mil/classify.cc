#include <fmt/format.h>

#include "runtime/coreml/mil/operators.h"

namespace muster::mil {

/// The label and the probabilities of all classes; here both are the probabilities, in the order of the classes.
Nodes classify(Operation& op) {
  const Node probabilities = op.tensor("probabilities");
  const std::size_t classes = op.texts("classes").size();  // names; the facts of the model have them
  if (element_count(probabilities.get_shape()) != classes)
    op.malformed(fmt::format("{} classes for probabilities of shape {}", classes,
                             probabilities.get_partial_shape().to_string()));
  return {probabilities, probabilities};
}

}  // namespace muster::mil
