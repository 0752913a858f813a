#include "import/log_text.h"

#include <cstdint>

#include "base/file.h"

namespace muster {

Result<std::string> read_log_text(const std::filesystem::path& log) {
  constexpr std::uint64_t kLargest = std::uint64_t{64} << 20U;
  MUSTER_TRY(const std::vector<std::byte> bytes, read_file(log, kLargest));
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return fail(ErrorCode::kMalformed, log.string() + ":1: the text is in UTF-16; save it as UTF-8, as tools write it");
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return std::string(text);
}

}  // namespace muster
