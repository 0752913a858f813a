#pragma once

#include <string_view>

#include "muster/run.h"

namespace muster {

/// The measurement of energy that speaks: devices' before hosts', on that accelerator and device (empty: any; a
/// device's name as names_device takes it), of several the one that takes most an inference; null: none.
const EnergyRun* speaking_energy(const Run& run, std::string_view accelerator = {}, std::string_view device = {});

}  // namespace muster
