import { LitElement } from 'lit';
import { ownCost } from '../model/own-cost.js';

/** What every part of the dashboard is: an element whose updates count as the dashboard's own cost. */
export class PartElement extends LitElement {
  protected override performUpdate(): void {
    ownCost.measure(() => super.performUpdate());
  }
}
