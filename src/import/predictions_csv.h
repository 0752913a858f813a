#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "muster/error.h"
#include "muster/options.h"
#include "muster/run.h"

namespace muster {

/// What is known of a table of predictions beside the table.
struct PredictionsOptions {
  std::vector<std::string> class_names;  ///< in output order; empty: the names found in the table
  std::optional<Device> measured_on;     ///< absent: accuracy and times count as the host's
  std::size_t most_classes = 1'000'000;  ///< more are an error: no such model gave these answers
  DataOptions data;                      ///< its split and slices
  std::string scores;                    ///< "probability" or "sigmoid": what the scores are; "": not known
};

/// Reads what an app, or `--predictions-out`, wrote of each photo: CSV or JSON lines with the columns
///   path, id or image            the photo
///   label and/or class_index     what it shows; "-" or an empty class_index: none of the classes
///   predicted, or top1 to top5   names, or indices from 0; "-", "background" or −1: none of the classes;
///                                empty: no answer, and the photo counts as unreadable
///   score or score1 to score5    optional, but the first where options.scores says what it is; "nan": the model's
///                                output was not a number
///   predicted and scores         as lists with semicolons (JSON: as lists), best first, where both have as many items;
///                                beside one predicted class, scores may be those of all classes
///   latency_ms                   optional; one raw timing a row, in the order of rows
///   battery_percent, …           optional; as DeviceStateReader takes them
///   split, group, slices         optional; as in a manifest
/// Without class_names, the classes are the names found, sorted (numbers by value), or the indices from 0 to
/// the largest. Memory: columns. Errors name file:line and offer the nearest name.
Result<Run> read_predictions(const std::filesystem::path& path, const PredictionsOptions& options = {});

}  // namespace muster
