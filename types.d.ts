// What the JavaScript of widgets and pages gets from elsewhere: from Python, from plotly.js, from Jupyter.

// ── a widget's front end ────────────────────────────────────────────────────────────────────────

type React = (...what: any[]) => any;
type Model<State extends object = any> = Pick<
  import("@anywidget/types").AnyModel<State>,
  "get" | "set" | "on" | "off" | "save_changes" | "send"
>;
type PageModel = Model & { tell(event: string, ...what: unknown[]): void };
type Opened<State extends object> = { model: Model<State>; el: HTMLElement; signal: AbortSignal };
type Initialize<State extends object = any> = (
  opened: Pick<Opened<State>, "model" | "signal">,
) => void;
type Render<State extends object, Needs extends keyof Opened<State> = "model" | "el"> = (
  opened: Pick<Opened<State>, Needs>,
) => any;

type Value = number | null; // none, where the last stop of a track is none
type NumberState = {
  value: Value;
  stops: Value[];
  mark: Value;
  label: string;
  unit: string;
  none: string;
  lang: string;
  decimals: number;
  factor: number;
  message: string;
  disabled: boolean;
};
type LetterState = {
  value: string;
  html: string;
  records: Record<string, string>;
  section: string;
  speaker: string;
  translated: boolean;
  hint: string;
  lang: string;
};
type Settings = Record<string, string>; // as an address writes them

// ── charts ──────────────────────────────────────────────────────────────────────────────────────

type Drawn = { figure: string; template: string; source: string; lang: string };
type ChartState = Drawn & {
  name: string;
  reading: string;
  plotly: string;
  messages: Record<string, string>;
  dark: Record<string, string>;
};
type Layout = Record<string, any> & { height: number };
type Figure = { data: object[]; layout: Layout };
type Template = { layout: Record<string, any> };
type PlotlyJS = {
  react(plot: HTMLElement, data: object[], layout: object, config: object): Promise<void>;
  toImage(figure: object, how: object): Promise<string>;
  purge(plot: HTMLElement): void;
};

// ── pages ───────────────────────────────────────────────────────────────────────────────────────

type Control = NumberState &
  LetterState & {
    name: string;
    kind: "number" | "choice" | "tick" | "letter";
    options: [text: string, value: any][];
    badge: string;
    locks: string;
    wide: boolean;
    value: any;
  };
type Shown = { drawing: Figure; reading: string; source: string };
type Scene = Shown & {
  controls: Control[];
  table: string;
  figures: string;
  settings: Settings;
  code: string;
};
type PredictionScene = {
  answer: string;
  control: { value: number; message: string };
  guess: [number, string] | null;
};
type SavedScene = Shown & {
  kept: { name: string }[];
  chosen: string;
  said: string;
  refused: boolean;
  table: string;
  file: { name: string; media_type: string; content: string } | null;
  budget: Settings | null;
};
type Move = {
  open?: Settings;
  to?: Record<string, any>;
  type?: [control: string, text: string];
  guess?: true;
};
type Part = {
  place: HTMLElement;
  show(control: Control, taken: boolean, state: Record<string, any>): void;
};
type ExplorerView = {
  show(scene: Scene, typed: string, waiting: Set<string>): void;
  say(key: string, stale: boolean): void;
  draw(): void;
};
type Ask = (name: string, question: object) => Promise<any>;

// pages/build.py writes it.
type PageData = {
  edition: string;
  lang: string;
  server: string;
  python: string;
  worker: string;
  keep: string;
  openings: Record<string, Scene>;
  settles: string[];
  guessed: Record<string, string>;
  stored: Record<string, string>;
  predictions: Record<
    string,
    {
      html: string;
      control: Control;
      buttons: Record<"look" | "skip" | "together", string>;
      pool: Record<"label" | "placeholder" | "show", string>;
      first: PredictionScene;
      skipped: PredictionScene;
      looked: PredictionScene[];
    }
  >;
  checks: Record<string, { html: string; options: string[]; feedback: string[] }>;
  shelf: { says: Record<string, string>; most: number };
  briefing: { take: string; html: string };
  says: Record<string, string>;
  chart: Record<string, string>;
  template: Template;
  dark: Record<string, string>;
  plotly: string;
};

declare var Plotly: PlotlyJS | undefined;
declare var kbPlotly: Record<string, Promise<PlotlyJS>> | undefined; // by version
declare var kbStored: (explorer: string, scenes: string) => void;
interface Navigator {
  connection?: { saveData?: boolean; effectiveType?: string };
  deviceMemory?: number;
}
