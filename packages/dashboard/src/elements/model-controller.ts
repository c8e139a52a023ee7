import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { sight } from '../charts/visible.js';
import type { DashboardModel, ModelChange } from '../model/dashboard-model.js';

type ModelHost = ReactiveControllerHost &
  HTMLElement & {
    readonly model?: DashboardModel | undefined;
  };

interface ModelControllerOptions {
  /** What the element is drawn anew for. */
  readonly on: readonly ModelChange[];
  /** Changes while the element is off screen are drawn once it is seen. Not for what is announced. */
  readonly whileSeen?: boolean;
  /** All that new readings could change, as a text: as long as it stays the same they are no reason to draw. */
  readonly data?: () => string;
}

/** Draws its element again when the model changed, while the element is connected. */
export class ModelController implements ReactiveController {
  readonly #host: ModelHost;
  readonly #options: ModelControllerOptions;
  #connected = false;
  #model: DashboardModel | undefined;
  #stopModel: (() => void) | undefined;
  #stopSight: (() => void) | undefined;
  /** Taken for seen until the browser has looked. */
  #seen = true;
  #stale = false;
  #drawn: string | undefined;

  constructor(host: ModelHost, options: ModelControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    if (this.#options.whileSeen) {
      this.#seen = true;
      this.#stopSight = sight.watch(this.#host, this.#onSight);
    }
    this.#listen();
  }

  hostUpdate(): void {
    if (this.#connected && this.#model !== this.#host.model) this.#listen();
    this.#stale = false;
    this.#drawn = this.#options.data?.();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#stopSight?.();
    this.#stopModel?.();
    this.#stopSight = this.#stopModel = this.#model = undefined;
  }

  #listen(): void {
    this.#stopModel?.();
    this.#model = this.#host.model;
    this.#stopModel = this.#model?.on(this.#onModel);
  }

  readonly #onModel = (change: ModelChange): void => {
    if (!this.#options.on.includes(change)) return;
    if (change === 'data' && this.#options.data && this.#options.data() === this.#drawn) return;
    this.#stale = true;
    if (this.#seen) this.#host.requestUpdate();
  };

  readonly #onSight = (seen: boolean): void => {
    this.#seen = seen;
    if (seen && this.#stale) this.#host.requestUpdate();
  };
}
