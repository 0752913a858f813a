#pragma once

#include <string_view>

namespace muster {

/// Whether `name` names the device that is recorded under another: the same, or the same behind one word more,
/// its maker's, whatever the case. "Pixel 6" names "Google Pixel 6", and not "Pixel 6 Pro", "Pixel 6a" or "XPixel 6".
bool names_device(std::string_view name, std::string_view recorded);

}  // namespace muster
