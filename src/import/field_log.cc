#include "import/field_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include "base/table_reader.h"
#include "base/text.h"
#include "import/device_states.h"

namespace muster {
namespace {

constexpr std::size_t kMostRecords = 1000;
constexpr std::array<std::string_view, 6> kIdentity{"device", "os", "runtime", "accelerator", "date", "model_sha256"};
using Identity = std::array<std::string, kIdentity.size()>;

/// Where a table keeps them.
class IdentityColumns {
 public:
  explicit IdentityColumns(const TableReader& table) {
    for (std::size_t i = 0; i < kIdentity.size(); ++i) columns_[i] = table.column(kIdentity[i]);
  }

  [[nodiscard]] bool any() const {
    return std::ranges::any_of(columns_, [](const auto& column) { return column.has_value(); });
  }

  [[nodiscard]] Identity of(const std::vector<std::string>& fields) const {
    Identity identity;
    for (std::size_t i = 0; i < identity.size(); ++i)
      if (columns_[i]) identity[i] = trimmed(fields[*columns_[i]]);
    return identity;
  }

 private:
  std::array<std::optional<std::size_t>, kIdentity.size()> columns_;
};

FieldIdentity field_identity_of(const Identity& identity) {
  const auto& [device, os, runtime, accelerator, date, sha256] = identity;
  return {{device, os, runtime, lower_case(accelerator), date}, lower_case(sha256)};
}

/// The rows of one device, runtime, accelerator, day and model.
struct Part {
  Identity identity;
  DeviceRecord record;
  DeviceStateReader states;
  Nanoseconds elapsed{};
};

Result<Nanoseconds> latency_in(std::string_view text) {
  const auto milliseconds = parse_number(text);
  if (milliseconds && *milliseconds > 0 && *milliseconds < 1e9) return Nanoseconds(std::llround(*milliseconds * 1e6));
  return fail(ErrorCode::kMalformed, fmt::format("latency_ms '{}' is not a time in milliseconds", printable(text, 60)));
}

class Rows {
 public:
  Rows(const TableReader& table, std::size_t latency) : table_(table), latency_(latency), columns_(table) {}

  Result<void> add(const std::vector<std::string>& fields) {
    const std::string_view text = trimmed(fields[latency_]);
    if (text.empty()) return {};
    MUSTER_TRY(const Nanoseconds time, latency_in(text));
    MUSTER_TRY(Part* const part, part_of(fields));
    MUSTER_CHECK_OK(part->states.add(fields, part->elapsed));
    part->elapsed += time;
    part->record.run.steady.push_back(time);
    last_ = static_cast<std::size_t>(part - parts_.data());
    return {};
  }

  /// Takes the last row back: the file ends within it, and half a number is one too.
  void drop_last() {
    if (last_ >= parts_.size()) return;
    parts_[last_].record.run.steady.pop_back();
    if (parts_[last_].record.run.steady.empty()) parts_.erase(parts_.begin() + static_cast<std::ptrdiff_t>(last_));
  }

  std::vector<DeviceRecord> take() {
    std::vector<DeviceRecord> records;
    for (Part& part : parts_) {
      part.record.run.states = part.states.take();
      records.push_back(std::move(part.record));
    }
    return records;
  }

 private:
  Result<Part*> part_of(const std::vector<std::string>& fields) {
    Identity identity = columns_.of(fields);
    const auto known = std::ranges::find(parts_, identity, &Part::identity);
    if (known != parts_.end()) return &*known;
    if (parts_.size() == kMostRecords)
      return fail(ErrorCode::kMalformed, "more than a thousand devices, days and models");
    DeviceRecord record;
    record.line = record.refusal_line = table_.line();
    FieldIdentity told = field_identity_of(identity);
    record.run.tool = "field log";
    record.run.device = std::move(told.device);
    record.run.accelerator = record.run.device.accelerator;
    record.accelerator_line = record.run.accelerator.empty() ? 0 : record.line;
    record.run.threads = 0;
    record.model_sha256 = std::move(told.model_sha256);
    const auto& [device, os, runtime, accelerator, date, sha256] = identity;
    for (const std::string* word : {&device, &runtime, &accelerator, &date})
      if (!word->empty()) record.name += (record.name.empty() ? "" : ", ") + *word;
    parts_.push_back({std::move(identity), std::move(record), DeviceStateReader(table_), {}});
    return &parts_.back();
  }

  const TableReader& table_;
  std::size_t latency_;
  IdentityColumns columns_;
  std::vector<Part> parts_;
  std::size_t last_ = static_cast<std::size_t>(-1);
};

/// Whether a file's last line has its end.
bool ends_with_a_line(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary | std::ios::ate);
  if (stream.tellg() <= 0) return true;
  stream.seekg(-1, std::ios::end);
  return stream.get() == '\n';
}

/// In small letters.
std::string first_line_of(std::string_view text) {
  return lower_case(text.substr(0, std::min<std::size_t>(text.find('\n'), 4096)));
}

}  // namespace

bool is_field_log(std::string_view text) {
  return first_line_of(text).find("latency_ms") != std::string::npos;
}

bool resembles_field_log(std::string_view text) {
  const std::string line = first_line_of(text);
  return line.find("latency") != std::string::npos && line.find_first_of(",;{") != std::string::npos;
}

Result<std::vector<DeviceRecord>> read_field_log(const std::filesystem::path& log) {
  MUSTER_TRY(TableReader table, TableReader::open(log));
  const auto latency = table.column("latency_ms");
  if (!latency) return fail(ErrorCode::kMalformed, fmt::format("{}:1: no column 'latency_ms'", log.string()));
  Rows rows(table, *latency);
  MUSTER_CHECK_OK(for_each_row(table, [&](const std::vector<std::string>& fields) { return rows.add(fields); }));
  if (!ends_with_a_line(log)) rows.drop_last();
  return rows.take();
}

Result<std::optional<FieldIdentity>> field_identity(const std::filesystem::path& table_file) {
  MUSTER_TRY(TableReader table, TableReader::open(table_file));
  const IdentityColumns columns(table);
  if (!columns.any()) return std::nullopt;
  std::optional<Identity> first;
  MUSTER_CHECK_OK(for_each_row(table, [&](const std::vector<std::string>& fields) -> Result<void> {
    Identity identity = columns.of(fields);
    if (!first) first = identity;
    if (*first == identity) return {};
    return fail(ErrorCode::kMalformed, "another device, day or model than the rows above; give a table for each");
  }));
  if (!first) return std::nullopt;
  return field_identity_of(*first);
}

}  // namespace muster
