#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/table_reader.h"
#include "muster/run.h"

namespace muster {

/// Reads what the rows of a field log tell of the device beside its answers: the columns battery_percent, temperature
/// (or temperature_celsius), clock_mhz and charging, each optional.
class DeviceStateReader {
 public:
  explicit DeviceStateReader(const TableReader& table);

  /// Takes in a row that was written `at` that time of the run. A state that is as the one before is not repeated; of
  /// more than ten thousand every other one is kept. Errors: a value that is none.
  Result<void> add(const std::vector<std::string>& fields, Nanoseconds at);

  std::vector<DeviceState> take() { return std::move(states_); }

 private:
  void thin_out();

  std::optional<std::size_t> battery_, temperature_, clock_, charging_;
  std::vector<DeviceState> states_;
};

}  // namespace muster
