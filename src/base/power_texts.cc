#include "base/power_texts.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "base/text.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestText = 65536;

/// At most that much of a file; "" where it cannot be read.
std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kLongestText, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return text;
}

/// The folders in `parent` whose names begin so, sorted.
std::vector<fs::path> folders(const fs::path& parent, std::string_view prefix) {
  std::vector<fs::path> found;
  std::error_code unknown;
  for (fs::directory_iterator entry(parent, unknown), end; !unknown && entry != end; entry.increment(unknown))
    if (entry->path().filename().string().starts_with(prefix)) found.push_back(entry->path());
  std::ranges::sort(found);
  return found;
}

/// Counters of whole packages: "intel-rapl:0", also of AMD's processors; their parts have one colon more.
std::string rapl_counters(const fs::path& sysfs) {
  std::string lines;
  for (const fs::path& package : folders(sysfs / "class/powercap", "intel-rapl:")) {
    if (std::ranges::count(package.filename().string(), ':') != 1) continue;
    for (const char* name : {"name", "energy_uj", "max_energy_range_uj"})
      if (const std::string value = text_of(package / name); !value.empty())
        lines += (package / name).string() + ":" + value.substr(0, value.find('\n')) + "\n";
  }
  return lines;
}

/// The uevents of the batteries that feed this machine; a mouse's is none of them.
std::vector<std::string> batteries(const fs::path& sysfs) {
  std::vector<std::string> texts;
  bool on_supply = false;
  for (const fs::path& supply : folders(sysfs / "class/power_supply", "")) {
    if (text_of(supply / "scope").starts_with("Device")) continue;
    if (text_of(supply / "type").starts_with("Battery"))
      texts.push_back(text_of(supply / "uevent"));
    else
      on_supply = on_supply || parse_integer(trimmed(text_of(supply / "online"))).value_or(0) > 0;  // 2: programmable
  }
  std::erase(texts, "");
  if (on_supply)
    for (std::string& text : texts) text.append("\nON_SUPPLY=1\n");
  return texts;
}

std::string android_battery() {
  std::FILE* pipe = ::popen(
      "bound=; command -v timeout >/dev/null && bound='timeout 10'; "
      "$bound dumpsys battery </dev/null 2>/dev/null | head -c 65536",
      "r");
  if (pipe == nullptr) return "";
  std::string text;
  std::array<char, 4096> chunk{};
  while (const std::size_t got = std::fread(chunk.data(), 1, chunk.size(), pipe)) text.append(chunk.data(), got);
  ::pclose(pipe);
  return text;
}

}  // namespace

std::vector<std::string> read_power_texts(const fs::path& sysfs) {
  std::vector<std::string> texts;
  const auto add = [&](std::string text) {
    if (!text.empty()) texts.push_back(std::move(text));
  };
  std::string rails;
  for (const fs::path& meter : folders(sysfs / "bus/iio/devices", "iio:device"))
    rails += text_of(meter / "energy_value");
  add(std::move(rails));
  add(rapl_counters(sysfs));
  const std::vector<std::string> own = batteries(sysfs);
  for (const std::string& battery : own) add(battery);
  if (own.empty()) add(android_battery());
  return texts;
}

fs::path sysfs_folder() {
  const char* elsewhere = std::getenv("MUSTER_SYSFS");
  return elsewhere != nullptr && *elsewhere != '\0' ? elsewhere : "/sys";
}

}  // namespace muster
