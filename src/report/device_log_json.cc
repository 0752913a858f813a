// What a log of another tool states, as docs/import.schema.json describes it.
#include "muster/device_log.h"
#include "muster/render.h"
#include "report/json_parts.h"

namespace muster {
namespace {

Json record_json(const DeviceRecord& record) {
  return {{"name", text_or_null(record.name)},
          {"line", record.line},
          {"refusal", text_or_null(record.refusal)},
          {"refusal_line", record.refusal.empty() ? Json(nullptr) : Json(record.refusal_line)},
          {"device", text_or_null(record.run.device.name)},
          {"os", text_or_null(record.run.device.os)},
          {"runtime", text_or_null(record.run.device.runtime)},
          {"date", text_or_null(record.run.device.date)},
          {"model_sha256", text_or_null(record.model_sha256)},
          {"model_megabytes", json_or_null(record.model_megabytes)},
          {"timing", to_json(record.run)}};
}

}  // namespace

std::string render_device_log_json(const std::vector<DeviceRecord>& records) {
  Json list = Json::array();
  for (const DeviceRecord& record : records) list.push_back(record_json(record));
  return write_json({{"schema_version", Report::kSchemaVersion},
                     {"source", records.empty() ? Json(nullptr) : text_or_null(records.front().run.source)},
                     {"tool", records.empty() ? Json(nullptr) : text_or_null(records.front().run.tool)},
                     {"records", list},
                     {"power", Json::array()}});
}

}  // namespace muster
