#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "muster/report.h"

namespace muster {

/// Keys keep the order in which they were written, so that equal reports are equal files.
using Json = nlohmann::ordered_json;

/// The text of a document, indented, with a line break at its end. Malformed UTF-8 becomes U+FFFD and what
/// is not a finite number null, so that every reader accepts it.
std::string write_json(const Json& document);

Json to_json(const Measurement& measurement);
Json to_json(const Finding& finding, const Json& model_path);
Json to_json(const LatencyRun& run);
Json to_json(const Device& device);  ///< null where it has no name
Json to_json(const Machine& machine);
Json to_json(const Preprocessing& preprocessing);
Json to_json(const TensorSpec& tensor);
Json to_json(const LimitResult& limit);

/// Photos that the reference answers otherwise than with its commonest answer; null where that is not known.
Json uncommon_json(const std::vector<ReferenceAnswer>& answers);

/// value, low, high and count.
Json to_json(const Estimate& estimate);

/// null for an absent value, else the value.
template <class T>
Json json_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// [low, high]; null where an end is missing.
inline Json interval_json(const std::optional<Estimate>& estimate) {
  return estimate && estimate->low && estimate->high ? Json{*estimate->low, *estimate->high} : Json(nullptr);
}

/// null for empty text.
inline Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace muster
