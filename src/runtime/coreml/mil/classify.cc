#include "runtime/coreml/mil/operators.h"

namespace muster::mil {

/// The label and the probabilities of all classes; here both are the probabilities, in the order of the classes.
Nodes classify(Operation& op) {
  const Node probabilities = op.tensor("probabilities");
  op.ignore("classes");  // names; the facts of the model have them
  return {probabilities, probabilities};
}

}  // namespace muster::mil
