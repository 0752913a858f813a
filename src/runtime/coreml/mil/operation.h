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
  /// Both must outlive it. Reads the attributes; error() says what of them cannot be read.
  Operation(const CoreML::Specification::MILSpec::Operation& message, const Scope& scope, const CoremlFile& file);

  [[nodiscard]] std::size_t output_count() const { return static_cast<std::size_t>(message_.outputs_size()); }

  [[nodiscard]] bool has(const std::string& name) const;

  /// A tensor; float32, int32 or boolean, but for constexpr operators as it is stored.
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

  /// An axis of `x`, counted from its front.
  std::int64_t axis(const std::string& name, const Node& x, std::optional<std::int64_t> fallback = std::nullopt);

  /// Marks an input that changes nothing in the result as read, whatever its value.
  void ignore(const std::string& name) { read_.insert(name); }

  /// Remembers what is not supported or makes no sense. Returns a stand-in.
  Node refuse(std::string what);

  /// The first thing that was wrong; else the inputs and attributes that nobody read; "": all is well.
  [[nodiscard]] std::string error() const;

 private:
  const Value* find(const std::string& name);
  const Value* required(const std::string& name);
  std::shared_ptr<ops::Constant> known(const std::string& name);

  const CoreML::Specification::MILSpec::Operation& message_;
  const Scope& scope_;
  std::map<std::string, std::vector<Value>> values_;  ///< inputs that stand in the operation itself, and attributes
  std::set<std::string> read_{"name"};
  std::string error_;
};

}  // namespace muster::mil
