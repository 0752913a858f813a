import { Candidate } from "../charts/pareto";
import { CompareData } from "../data";

/// The models that have the figures of the picture.
export function candidates(data: CompareData): Candidate[] {
  const all: Candidate[] = [];
  data.comparison.models.forEach((model, i) => {
    if (model.top1_accuracy === null || model.model_bytes === null) return;
    all.push({ name: data.names[i], time: model.latency_p90_ms, accuracy: model.top1_accuracy, size: model.model_bytes.value, best: model.pareto });
  });
  return all;
}
