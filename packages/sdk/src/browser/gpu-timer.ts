import type { DurationMs } from '@wasm-vitals/protocol';

/** Times a piece of drawing on the GPU. Made by `measureGpu`; begins and ends are cheap, also where nothing is measured. */
export interface GpuMeter {
  /** Call it before the drawing of a frame. */
  begin(): void;
  /** Call it after the drawing, in the same task. */
  end(): void;
  /** Ends the measuring and frees what it holds of the context. */
  stop(): void;
}

/** A GPU meter as the collector sees it. */
export interface GpuTimer extends GpuMeter {
  /** False where the context has no timer query. */
  readonly supported: boolean;
  /** Reads the answers that have arrived. */
  harvest(): void;
}

/** `EXT_disjoint_timer_query_webgl2`, which TypeScript's DOM library does not know. */
interface TimerQuery {
  readonly TIME_ELAPSED_EXT: number;
  readonly GPU_DISJOINT_EXT: number;
}

export interface GpuTimerDeps {
  readonly now: () => DurationMs;
  /** `begin` was called, measured or not. */
  readonly onDraw: () => void;
  /** A measured drawing: when it was begun, and how long the GPU worked on it. */
  readonly onTime: (begun: DurationMs, time: DurationMs) => void;
}

/** Answers come some frames late. Where the GPU is further behind than this, drawings in between are not measured. */
const MOST_PENDING = 6;
const NANOSECONDS = 1e6;

/**
 * Asks for one timer query a drawing. Only one may run at a time in a context: where the host's own runs, this one is
 * left out. A disjoint (the clock of the GPU changed) makes all answers of its time worthless.
 * Source: Khronos, EXT_disjoint_timer_query_webgl2.
 */
export function createGpuTimer(gl: WebGL2RenderingContext, deps: GpuTimerDeps): GpuTimer {
  const extension = gl.getExtension('EXT_disjoint_timer_query_webgl2') as TimerQuery | null;
  if (!extension) return { supported: false, begin: idle, end: idle, stop: idle, harvest: idle };
  const { TIME_ELAPSED_EXT: elapsed, GPU_DISJOINT_EXT: disjoint } = extension;
  const free: WebGLQuery[] = [];
  let pending: { readonly query: WebGLQuery; readonly begun: DurationMs }[] = [];
  let open: (typeof pending)[number] | undefined;
  let stopped = false;

  function harvest(): void {
    if (pending.length === 0 || stopped) return;
    if (gl.isContextLost()) {
      pending = [];
      free.length = 0; // they went with the context
      return;
    }
    const spoilt = gl.getParameter(disjoint) === true;
    for (let first = pending[0]; first; first = pending[0]) {
      if (!spoilt && gl.getQueryParameter(first.query, gl.QUERY_RESULT_AVAILABLE) !== true) return;
      pending.shift();
      free.push(first.query);
      if (spoilt) continue;
      deps.onTime(first.begun, Number(gl.getQueryParameter(first.query, gl.QUERY_RESULT)) / NANOSECONDS);
    }
  }

  function end(): void {
    if (!open) return;
    if (gl.getQuery(elapsed, gl.CURRENT_QUERY) === open.query) {
      gl.endQuery(elapsed);
      pending.push(open);
    }
    open = undefined;
  }

  return {
    supported: true,
    harvest,
    begin() {
      if (stopped) return;
      harvest();
      if (gl.isContextLost()) return;
      deps.onDraw();
      if (open || pending.length >= MOST_PENDING || gl.getQuery(elapsed, gl.CURRENT_QUERY)) return;
      const query = free.pop() ?? gl.createQuery();
      gl.beginQuery(elapsed, query);
      open = { query, begun: deps.now() };
    },
    end,
    stop() {
      if (stopped) return;
      end();
      stopped = true;
      for (const query of [...free, ...pending.map((each) => each.query)]) gl.deleteQuery(query);
      pending = [];
    },
  };
}

function idle(): void {
  // nothing to measure with
}
