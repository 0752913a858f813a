#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "muster/metric.h"

namespace muster {

/// Figures for people: three significant digits, decimal units (MB is 10^6 bytes), never the user's locale.
/// What is not a finite number is "?".

/// "812 B", "4.1 MB", "1.3 GB".
std::string format_bytes(double bytes);

/// "450 µs", "19.3 ms", "1.9 s".
std::string format_milliseconds(double milliseconds);

/// "86.0 %".
std::string format_percent(double fraction);

/// "1,234,567".
std::string format_count(std::uint64_t count);

/// A value in the unit of a Measurement ("fraction", "ms", "bytes", "count", "mJ", …).
std::string format_value(double value, std::string_view unit);

/// Value, interval and n: "86.0 % [79.5, 90.7] of 150", "19.3 ms [19.1, 20.4], n 192", "4.1 MB".
/// An interval with one bound unknown shows "?" for it.
std::string format_estimate(const Estimate& estimate, std::string_view unit);

/// The shortest digits that read back as the same float, in the C locale.
std::string shortest(float value);

}  // namespace muster
