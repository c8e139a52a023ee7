import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { DashboardModel, ModelChange } from '../model/dashboard-model.js';

interface ModelHost extends ReactiveControllerHost {
  readonly model?: DashboardModel | undefined;
}

/** Draws its element again on the changes named, while the element is connected. */
export class ModelController implements ReactiveController {
  readonly #host: ModelHost;
  readonly #changes: readonly ModelChange[];
  #connected = false;
  #model: DashboardModel | undefined;
  #stop: (() => void) | undefined;

  constructor(host: ModelHost, ...changes: ModelChange[]) {
    this.#host = host;
    this.#changes = changes;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#listen();
  }

  hostUpdate(): void {
    if (this.#connected && this.#model !== this.#host.model) this.#listen();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#stop?.();
    this.#stop = this.#model = undefined;
  }

  #listen(): void {
    this.#stop?.();
    this.#model = this.#host.model;
    this.#stop = this.#model?.on((change) => {
      if (this.#changes.includes(change)) this.#host.requestUpdate();
    });
  }
}
