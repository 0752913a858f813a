#pragma once

#include <cstdint>

#include "muster/power_reading.h"

namespace muster {

/// Takes a charge counter in microampere-hours. Zero is taken for "not measured"; a figure that would be a battery of
/// less than 100 mAh when full, and a likely one in milliampere-hours, is taken as those, with a remark.
void take_charge(double microampere_hours, PowerReading& reading);

/// Take what a battery tells of itself, where it can be: 2 to 60 volts, a level of 0 to 100 percent, −60 to 150 degrees
/// Celsius, 1 joule to 10 kilowatt-hours. Else a remark stands for it.
void take_volts(double volts, PowerReading& reading);
void take_level(double percent, PowerReading& reading);
void take_temperature(double celsius, PowerReading& reading);
void take_energy(double joules, PowerReading& reading);

/// Takes a current in microamperes, whose sign devices write in either way: it is told from whether the battery
/// charges. The kernel's rule is that a discharging battery has a negative one.
void take_current(double microamperes, PowerReading& reading);

/// Likewise a power in microwatts.
void take_power(double microwatts, PowerReading& reading);

}  // namespace muster
