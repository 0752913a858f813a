#include "model/coreml/kind_of_model.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace muster {
namespace {

namespace spec = CoreML::Specification;

/// What is to be done with a kind of model.
enum class Role { kNetwork, kPipeline, kStage, kNotVision, kInSystem, kCustom, kLinked, kSerialized };

struct Kind {
  spec::Model::TypeCase type;
  const char* name;  ///< of the field in the format
  Role role;
};

constexpr std::array kKinds = {
    Kind{spec::Model::kPipelineClassifier, "pipelineClassifier", Role::kPipeline},
    Kind{spec::Model::kPipelineRegressor, "pipelineRegressor", Role::kPipeline},
    Kind{spec::Model::kPipeline, "pipeline", Role::kPipeline},
    Kind{spec::Model::kNeuralNetworkRegressor, "neuralNetworkRegressor", Role::kNetwork},
    Kind{spec::Model::kNeuralNetworkClassifier, "neuralNetworkClassifier", Role::kNetwork},
    Kind{spec::Model::kNeuralNetwork, "neuralNetwork", Role::kNetwork},
    Kind{spec::Model::kMlProgram, "mlProgram", Role::kNetwork},
    Kind{spec::Model::kGlmRegressor, "glmRegressor", Role::kNotVision},
    Kind{spec::Model::kSupportVectorRegressor, "supportVectorRegressor", Role::kNotVision},
    Kind{spec::Model::kTreeEnsembleRegressor, "treeEnsembleRegressor", Role::kNotVision},
    Kind{spec::Model::kBayesianProbitRegressor, "bayesianProbitRegressor", Role::kNotVision},
    Kind{spec::Model::kGlmClassifier, "glmClassifier", Role::kNotVision},
    Kind{spec::Model::kSupportVectorClassifier, "supportVectorClassifier", Role::kNotVision},
    Kind{spec::Model::kTreeEnsembleClassifier, "treeEnsembleClassifier", Role::kNotVision},
    Kind{spec::Model::kKNearestNeighborsClassifier, "kNearestNeighborsClassifier", Role::kNotVision},
    Kind{spec::Model::kItemSimilarityRecommender, "itemSimilarityRecommender", Role::kNotVision},
    Kind{spec::Model::kTextClassifier, "textClassifier", Role::kNotVision},
    Kind{spec::Model::kWordTagger, "wordTagger", Role::kNotVision},
    Kind{spec::Model::kGazetteer, "gazetteer", Role::kNotVision},
    Kind{spec::Model::kWordEmbedding, "wordEmbedding", Role::kNotVision},
    Kind{spec::Model::kSoundAnalysisPreprocessing, "soundAnalysisPreprocessing", Role::kNotVision},
    Kind{spec::Model::kAudioFeaturePrint, "audioFeaturePrint", Role::kNotVision},
    Kind{spec::Model::kVisionFeaturePrint, "visionFeaturePrint", Role::kInSystem},
    Kind{spec::Model::kCustomModel, "customModel", Role::kCustom},
    Kind{spec::Model::kLinkedModel, "linkedModel", Role::kLinked},
    Kind{spec::Model::kSerializedModel, "serializedModel", Role::kSerialized},
    Kind{spec::Model::kClassConfidenceThresholding, "classConfidenceThresholding", Role::kStage},
    Kind{spec::Model::kOneHotEncoder, "oneHotEncoder", Role::kStage},
    Kind{spec::Model::kImputer, "imputer", Role::kStage},
    Kind{spec::Model::kFeatureVectorizer, "featureVectorizer", Role::kStage},
    Kind{spec::Model::kDictVectorizer, "dictVectorizer", Role::kStage},
    Kind{spec::Model::kScaler, "scaler", Role::kStage},
    Kind{spec::Model::kCategoricalMapping, "categoricalMapping", Role::kStage},
    Kind{spec::Model::kNormalizer, "normalizer", Role::kStage},
    Kind{spec::Model::kArrayFeatureExtractor, "arrayFeatureExtractor", Role::kStage},
    Kind{spec::Model::kNonMaximumSuppression, "nonMaximumSuppression", Role::kStage},
    Kind{spec::Model::kIdentity, "identity", Role::kStage},
};

Result<Kind> kind_of(const spec::Model& model) {
  const auto* found = std::ranges::find(kKinds, model.Type_case(), &Kind::type);
  if (found != kKinds.end()) return *found;
  return fail(ErrorCode::kMalformed,
              "it holds no model of a kind that is known: no Core ML model, or one of a newer specification");
}

/// The reason why a whole cannot be run that has such a part; nullptr: none.
const char* reason_against(Role role) {
  switch (role) {
    case Role::kInSystem:
      return "the weights of this part live in Apple's operating systems, not in the file, so it runs nowhere else; "
             "check a network of your own, or bring its predictions from a device (--predictions)";
    case Role::kCustom:
      return "its code lives in the app, not in the file; export the network without it, or bring its predictions from "
             "a device (--predictions)";
    case Role::kLinked:
      return "the model that it stands for is another file; check that file";
    case Role::kSerialized:
      return "its content is closed to other readers; export the network as an ML Program";
    case Role::kNotVision:
      return "not a vision network; muster checks networks that take images";
    default:
      return nullptr;
  }
}

const google::protobuf::RepeatedPtrField<spec::Model>& stages_of(const spec::Model& model) {
  if (model.has_pipelineclassifier()) return model.pipelineclassifier().pipeline().models();
  if (model.has_pipelineregressor()) return model.pipelineregressor().pipeline().models();
  return model.pipeline().models();
}

/// All models that are no pipelines, in their order. Their nesting is bounded by that of the message.
Result<void> add_parts(const spec::Model& model, std::vector<const spec::Model*>& parts) {
  constexpr std::size_t kMost = 100;
  MUSTER_TRY(const Kind kind, kind_of(model));
  if (kind.role != Role::kPipeline) {
    parts.push_back(&model);
    if (parts.size() > kMost)
      return fail(ErrorCode::kUnsupported, fmt::format("a pipeline of more than {} models", kMost));
    return {};
  }
  for (const spec::Model& stage : stages_of(model)) MUSTER_CHECK_OK(add_parts(stage, parts));
  return {};
}

}  // namespace

Result<CoremlNetwork> find_network(const spec::Model& model) {
  std::vector<const spec::Model*> parts;
  MUSTER_CHECK_OK(add_parts(model, parts));
  CoremlNetwork found;
  int networks = 0;
  std::vector<Kind> others;
  for (const spec::Model* part : parts) {
    MUSTER_TRY(const Kind kind, kind_of(*part));
    if (kind.role == Role::kNetwork)
      found.model = part, ++networks;
    else
      others.push_back(kind);
  }
  std::ranges::stable_sort(others, std::greater<>(), [](const Kind& kind) { return kind.role == Role::kInSystem; });
  for (const Kind& kind : others) {
    if (const char* reason = reason_against(kind.role))
      return fail(ErrorCode::kUnsupported, fmt::format("{}: {}", kind.name, reason));
    found.other_stages.emplace_back(kind.name);
  }
  if (networks == 1) return found;
  if (networks == 0 && parts.size() == 1)
    return fail(ErrorCode::kUnsupported, fmt::format("{}: no network, only a step beside one", others[0].name));
  return fail(
      ErrorCode::kUnsupported,
      fmt::format("pipeline: it holds {} networks, and one is run; export the image classifier alone", networks));
}

}  // namespace muster
