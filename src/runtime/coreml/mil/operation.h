#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "runtime/coreml/mil/constant_value.h"

namespace muster::mil {

/// What has a name so far.
using Scope = std::unordered_map<std::string, Value>;

/// One operation as its translation reads it: typed access to inputs and attributes that remembers what was read and
/// the first thing that was wrong. Where something is wrong an accessor gives a stand-in of the promised form, so that
/// a translation reads on without checks; its result is then never used.
class Operation {
 public:
  /// Both must outlive it. Reads the attributes; outcome() says what of them cannot be read.
  Operation(const CoreML::Specification::MILSpec::Operation& message, const Scope& scope, const CoremlFile& file);

  [[nodiscard]] std::size_t output_count() const { return static_cast<std::size_t>(message_.outputs_size()); }

  [[nodiscard]] bool has(const std::string& name) const;

  /// A tensor that has elements; float32, int32 or boolean, but for constexpr operators as it is stored.
  Node tensor(const std::string& name);
  std::optional<Node> tensor_if(const std::string& name);
  /// One or more tensors under one name.
  Nodes tensors(const std::string& name);

  /// Values that must be known before the run. With a fallback, the input may be absent.
  std::vector<std::int64_t> integers(const std::string& name);
  std::vector<std::int64_t> integers(const std::string& name, std::vector<std::int64_t> fallback);
  std::vector<std::int64_t> integers(const std::string& name, std::size_t count);  ///< exactly so many
  std::int64_t integer(const std::string& name, std::optional<std::int64_t> fallback = std::nullopt);
  float number(const std::string& name, std::optional<float> fallback = std::nullopt);
  bool flag(const std::string& name, std::optional<bool> fallback = std::nullopt);
  std::string text(const std::string& name, std::optional<std::string> fallback = std::nullopt);
  std::vector<float> numbers(const std::string& name);

  /// One or more texts.
  std::vector<std::string> texts(const std::string& name);

  /// A vector of one value for each channel (dimension 1) of `x`, in the shape that broadcasts along them.
  Node per_channel(const std::string& name, const Node& x);

  /// An axis of `x`, counted from its front.
  std::int64_t axis(const std::string& name, const Node& x, std::optional<std::int64_t> fallback = std::nullopt);

  /// Axes of a tensor of that rank, counted from its front; none stands twice.
  std::vector<std::int64_t> axes(const std::string& name, std::int64_t rank);

  /// Marks an input that changes nothing in the result as read, whatever its value.
  void ignore(const std::string& name) { read_.insert(name); }

  /// Remember what contradicts itself, and what is not supported. They return a stand-in.
  Node malformed(std::string what);
  Node unsupported(std::string what);
  /// The text input `name` has a value that is none of those supported.
  Node unknown(const std::string& name, const std::string& text);

  /// The first thing that was wrong; else kUnsupported: the inputs and attributes that nobody read.
  [[nodiscard]] Result<void> outcome() const;

 private:
  Node remember(Error error);
  const Value* find(const std::string& name);
  const Value* required(const std::string& name);
  std::shared_ptr<ops::Constant> known(const std::string& name);

  const CoreML::Specification::MILSpec::Operation& message_;
  const Scope& scope_;
  std::map<std::string, Value> values_;  ///< inputs that stand in the operation itself, and attributes
  std::set<std::string> read_{"name"};
  std::optional<Error> error_;
};

}  // namespace muster::mil
