#include "base/device_name.h"

#include <string>

#include "base/text.h"

namespace muster {

bool names_device(std::string_view name, std::string_view recorded) {
  const std::string wanted = lower_case(trimmed(name)), known = lower_case(trimmed(recorded));
  if (wanted.empty() || !known.ends_with(wanted)) return false;
  const std::string maker = known.substr(0, known.size() - wanted.size());
  return maker.empty() || (maker.find(' ') == maker.size() - 1 && maker.size() > 1);
}

}  // namespace muster
