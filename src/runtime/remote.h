#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/runtime.h"

namespace muster {

/// Opens `remote_model`, which is `model` on another machine, in the muster-probe that the command `link` speaks with
/// over its standard input and output (ssh or adb and what they run there). What it logs goes to our standard error.
/// Errors: kDisconnected, the link cannot be had, or is lost; kRuntime, what the probe says, or that it ended.
Result<std::unique_ptr<Session>> open_remote(const std::vector<std::string>& link, const std::string& remote_model,
                                             const Model& model, const SessionOptions& options);

}  // namespace muster
