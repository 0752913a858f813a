// What the page is given. `report` is the JSON report (docs/report.schema.json), of which only what is drawn is typed.

export interface Estimate {
  value: number;
  low: number | null;
  high: number | null;
  count: number;
}

export interface Finding {
  check: string;
  outcome: "pass" | "fail" | "inconclusive";
  level: string;
  grade: string | null;
  summary: string;
  why: string;
  advice: string;
  details: string[];
}

export interface ClassRow {
  index: number;
  name: string;
  precision: number | null;
  recall: number | null;
  f1: number | null;
  support: number;
  predicted: number;
  precision_interval: [number, number] | null;
  recall_interval: [number, number] | null;
}

/// Classes by ClassRow.index: what photos show (null: none of them), what the model said (null: none), how many photos.
export type Cell = [number | null, number | null, number];

/// threshold, true positives, false positives
export type CurvePoint = [number, number, number];

export interface Threshold {
  class: string | null;
  positives: number;
  negatives: number;
  average_precision: Estimate | null;
  choice: { status: string; threshold: number | null } | null;
  sentences: string[];
  curve: CurvePoint[];
}

export interface StressKind {
  kind: string;
  accuracy: Estimate[];
  drop: Estimate;
}

export interface Alike {
  kind: string | null;
  edits: string[];
  score: number;
  labels_differ: boolean;
}

export interface ReportModel {
  path: string | null;
  sha256: string | null;
  verdict: string | null;
  reasons: string[];
  caveats: string[];
  observed_at: string | null;
  observed_by: string | null;
  score_kind: string | null;
  metrics: { [id: string]: Estimate & { unit: string; origin: string } };
  classes: ClassRow[];
  confusion: Cell[];
  thresholds: Threshold[];
  explored: Threshold[];
  calibration: {
    bins: { low: number; high: number; photos: number; confidence: number; accuracy: number }[];
    photos: number;
  } | null;
  stress: {
    photos: number;
    clean: Estimate;
    drop: Estimate;
    kinds: StressKind[];
    hardest: string;
    surely_hardest: boolean;
    collapsed: { name: string; photos: number; clean_recall: number; recall: number }[];
  } | null;
  suspect_labels: { path: string; label: string; other: string; label_probability: number; other_probability: number }[];
  leaks: { train: string; leaks: (Alike & { test: string; train: string })[] } | null;
}

/// A limit on its scale: three zones, each one long.
export interface Scale {
  title: string;
  text: string;
  origin: string;
  time: boolean;
  grade: string;
  outcome: string;
  place: number | null;
  better: number | null; // where its interval begins and ends
  worse: number | null;
  good: string;
  bad: string;
}

export interface Photo {
  path: string;
  picture: number | null;
  actual: number | null; // as ClassRow.index
  predicted: number | null;
  right: boolean;
  score: number;
}

/// Consecutive inferences: number of the first, median, least and most, in nanoseconds.
export type Stretch = [number, number, number, number];

export interface TimingRun {
  title: string;
  stretches: Stretch[];
  bins: { from: number; width: number; counts: number[]; beyond: number };
  samples: number;
}

/// A figure of one slice; `text` where it is no share.
export type SliceCell = Estimate & { text: string | null; note: string };

export interface PageModel {
  name: string;
  figures: { section: string; title: string; text: string; origin: string; note: string }[];
  slices: { column: string; values: string[]; titles: string[]; rows: (SliceCell | null)[][] }[];
  limits: Scale[];
  findings: Finding[];
  photos: Photo[];
  timing: TimingRun[];
  method: [string, string][];
  layers: { name: string; operator: string; type: string; bytes: number }[];
  types: { type: string; bytes: number }[];
  leak_pictures: [number | null, number | null][]; // of each leak: test, training
  degraded: { original: number | null; severities: number[]; kinds: (number | null)[][] } | null;
  hint: { words: string; gain: Estimate; photos: number; helps: boolean }[];
  bars: { title: string; estimate: Estimate }[]; // accuracy on training, test and field photos
}

export interface CheckData {
  kind: "check";
  report: {
    tool_version: string;
    created_at: string;
    command: string;
    budget_source: string;
    verdict: string | null;
    error: { message: string } | null;
    models: ReportModel[];
  };
  models: PageModel[];
  pictures: string[];
}

export interface Flips {
  photos: number;
  right_to_wrong: number;
  wrong_to_right: number;
  wrong_to_wrong: number;
}

export interface ComparedModel {
  path: string | null;
  sha256: string | null;
  verdict: string | null;
  error: string | null;
  pareto: boolean;
  model_bytes: Estimate | null;
  latency_p90_ms: (Estimate & { origin: string }) | null;
  top1_accuracy: Estimate | null;
  comparison: {
    sameness: string;
    reason: string;
    flips: Flips;
    flip_rate: Estimate;
    accuracy_loss: Estimate | null;
    classes: (Flips & { name: string })[];
    moved: { path: string; actual: string; before: string; after: string; moved: number | null }[];
    preparation: string[];
  } | null;
}

export interface CompareData {
  kind: "compare";
  comparison: { command: string; tool_version: string; created_at: string; models: ComparedModel[]; ship: string | null; why: string };
  names: string[];
  moved_pictures: (number | null)[][]; // of each model's moved photos
  method: [string, string][];
  pictures: string[];
}

interface LeakSide {
  source: string;
  split: string;
  photos: number;
  unreadable: number;
  warnings: string[];
}

export interface LeaksData {
  kind: "leaks";
  leaks: {
    train: LeakSide;
    test: LeakSide;
    leaking_test_photos: number;
    leaks: (Alike & { test: string; train: string })[];
    within_test: (Alike & { first: string; second: string })[];
    within_train: (Alike & { first: string; second: string })[];
    groups: { name: string; test_photos: number; train_photos: number }[];
    captures: { name: string; test_photos: number; train_photos: number }[];
    events: string[];
    interrupted: boolean;
  };
  pairs: { leaks: [number | null, number | null][]; within_test: [number | null, number | null][]; within_train: [number | null, number | null][] };
  pictures: string[];
  command: string;
  tool_version: string;
  machine: string;
  created_at: string;
}

/// What could not be done, and why.
export interface FailedData {
  kind: "failed";
  message: string;
  command: string;
  tool_version: string;
}

export interface DoctorData {
  kind: "doctor";
  diagnosis: {
    model: { path: string; sha256: string };
    data: { source: string; split: string };
    verdict: "found" | "nothing found" | "inconclusive" | null;
    inconclusive: string | null;
    accuracy: { value: number; interval: [number, number] | null; count: number };
    mean_recall: { value: number; interval: [number, number] | null; count: number };
    judged_by: "top1_accuracy" | "balanced_accuracy";
    commonest_class: string;
    commonest_class_share: number;
    unreadable: number;
    failed: number;
    advised: string | null;
    changes: {
      id: string;
      words: string;
      advice: string;
      photos: number;
      right_before: number;
      right_after: number;
      gain: number;
      gain_interval: [number, number] | null;
      mended: number;
      spoilt: number;
      p_corrected: number | null;
      dropped: boolean;
      helps: boolean;
      mean_recall_before: number;
      mean_recall_after: number;
    }[];
    wrong_scores: string | null;
    least_photos: number;
    warnings: string[];
    events: string[];
    interrupted: boolean;
  };
  preparation: string;
  command: string;
  tool_version: string;
  machine: string;
  created_at: string;
}

export type PageData = CheckData | CompareData | LeaksData | DoctorData | FailedData;
