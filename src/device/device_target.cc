#include "device/device_target.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace muster {
namespace {

#define MUSTER_DEVICE_LINK(name) &name##_link,
constexpr std::array kLinks{
#include "device/device_links.inc"
};
#undef MUSTER_DEVICE_LINK

}  // namespace

bool is_plain(std::string_view text, std::string_view more) {
  constexpr std::string_view kOther = "@._-:%";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || kOther.find(c) != std::string_view::npos ||
           more.find(c) != std::string_view::npos;
  });
}

bool is_plain_address(std::string_view text) {
  return is_plain(text) && text.front() != '-';
}

Result<DeviceTarget> parse_device_target(std::string_view text) {
  std::string examples;
  for (const DeviceLink* link : kLinks) {
    examples += fmt::format("{}{}", examples.empty() ? "" : " or ", link->example);
    if (!text.starts_with(link->scheme)) continue;
    auto target = link->parse(text.substr(link->scheme.size()));
    if (target) return target;
    return fail(ErrorCode::kInvalidArgument, fmt::format("--device {}: {}; for example {}", printable(text, 80),
                                                         target.error().message, link->example));
  }
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("--device {}: no device that muster reaches; for example {}", printable(text, 80), examples));
}

}  // namespace muster
