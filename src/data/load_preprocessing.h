#pragma once

#include "muster/error.h"
#include "muster/model.h"
#include "muster/options.h"
#include "muster/preprocessing.h"

namespace muster {

/// What MODEL.muster.toml beside a model says. Options given by the user override it.
struct Sidecar {
  PreprocessingOptions preprocessing;
  DataOptions data;  ///< labels and background only
  std::string scores;
  std::string sha256;  ///< of the file; empty: there is none
};

/// Reads the sidecar of `model_path`; an empty Sidecar where there is none. Errors: unknown keys (with the
/// nearest), wrong types, with file:line.
Result<Sidecar> load_sidecar(const std::filesystem::path& model_path);

/// How `model` wants its photos: options over sidecar over the model's metadata and quantized input over
/// defaults, each part with its source. Errors: a quantized input whose preprocessing is unknown (it says
/// which options to give), words that are not known, a mean or std of the wrong length or a std of zero.
Result<Preprocessing> resolve_preprocessing(const PreprocessingOptions& options, const Sidecar& sidecar,
                                            const Model& model);

}  // namespace muster
