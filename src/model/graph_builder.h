#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/graph.h"
#include "muster/error.h"

namespace muster {

/// Builds a Graph of a format whose operators name what they read and write. Whatever is read must have been defined
/// before: the formats ask for that order, and no cycle has one. Names are views, which must outlive the builder.
class GraphBuilder {
 public:
  /// A tensor's index, from now on the one that its whole `name` means.
  std::int32_t define(std::string_view name, GraphTensor tensor);

  /// The index of the last tensor defined under that name; −1: none yet.
  [[nodiscard]] std::int32_t find(std::string_view name) const;

  /// The same, where there must be one: kMalformed, naming the operator that reads it.
  [[nodiscard]] Result<std::int32_t> read(std::string_view name, std::string_view operator_name) const;

  /// Errors: kUnsupported, more operators than any network has.
  Result<void> add(GraphNode node);

  /// Makes a tensor neither a constant nor an activation.
  void forget(std::int32_t index) { graph_.tensors[static_cast<std::size_t>(index)] = GraphTensor(); }

  /// Names how the constant `index` is stored.
  void set_stored_as(std::int32_t index, std::string_view name) {
    graph_.tensors[static_cast<std::size_t>(index)].stored_as = name;
  }

  [[nodiscard]] const GraphTensor& tensor(std::int32_t index) const {
    return graph_.tensors[static_cast<std::size_t>(index)];
  }
  Graph take() { return std::move(graph_); }

 private:
  Graph graph_;
  std::unordered_map<std::string_view, std::int32_t> by_name_;
};

/// At most 512 bytes of a name in a hostile file.
std::string_view bounded_name(std::string_view name);

}  // namespace muster
