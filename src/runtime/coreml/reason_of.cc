#include "runtime/coreml/reason_of.h"

#include <fmt/format.h>

#include "base/text.h"

namespace muster {

std::string reason_of(const std::exception& thrown) {
  constexpr std::size_t kLongest = 300, kLongestList = 1000;
  constexpr std::string_view kUnknown = "No conversion rule found for operations: ";
  std::string_view text = thrown.what();
  if (const std::size_t found = text.find(kUnknown); found != std::string_view::npos) {
    const std::string_view list = text.substr(found + kUnknown.size());
    return fmt::format("operators that are not supported: {}; {}",
                       printable(list.substr(0, list.find('\n')), kLongestList), kInsteadOfOperators);
  }
  text = text.substr(0, text.find_last_not_of(" \n") + 1);
  return printable(text.substr(text.find_last_of('\n') + 1), kLongest);
}

}  // namespace muster
