#include "stated_options.h"

#include "image/crop.h"

namespace muster {

Result<StatedOptions> with_sidecar(const std::filesystem::path& model, const DataOptions& data, const RunOptions& run) {
  MUSTER_TRY(Sidecar sidecar, load_sidecar(model));
  StatedOptions stated{sidecar, data, run};
  if (stated.data.labels.empty()) stated.data.labels = sidecar.data.labels;
  if (stated.data.background == Background::kUnknown) stated.data.background = sidecar.data.background;
  if (stated.run.scores.empty()) stated.run.scores = sidecar.scores;
  return stated;
}

Result<Classifier> classifier_of(const Model& model, const Preprocessing& preprocessing, const Dataset& dataset) {
  constexpr int kAmpleSide = 60'000;
  Classifier classifier = classifier_of(model, preprocessing);
  const ImageSize size = image_size(classifier.setup.input).value_or(ImageSize{});
  // A crop that no photo, however large, could fill is no photo's fault.
  MUSTER_CHECK_OK(plan_crop(preprocessing.crop, kAmpleSide, kAmpleSide, size.width, size.height));
  classifier.setup.background = dataset.background;
  return classifier;
}

}  // namespace muster
