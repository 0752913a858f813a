#pragma once

#include <string>
#include <vector>

#include "model/graph.h"
#include "model/tflite_file.h"

namespace muster {

/// The network of a TFLite file, and the operators that a plain runtime lacks, sorted.
struct TfliteGraph {
  Graph graph;
  std::vector<std::string> custom_operators, select_tf_operators;
};

/// Restates all subgraphs as one Graph of views into `file`'s bytes.
TfliteGraph tflite_graph(const TfliteFile& file);

}  // namespace muster
