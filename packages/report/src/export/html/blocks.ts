import { formatPercent } from '../../prose/quantity.js';
import { html, prose, type Markup } from './markup.js';

export interface Fact {
  readonly name: string;
  /** Facts without a value are left out: a missing reading is absent, never 0. */
  readonly value: string | undefined;
  readonly detail?: string | undefined;
}

export function facts(list: readonly Fact[]): Markup | undefined {
  const known = list.filter(({ value }) => value !== undefined);
  if (known.length === 0) return undefined;
  return html`<dl class="facts">
    ${known.map(
      ({ name, value, detail }) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}${detail !== undefined && html` <small>${detail}</small>`}</dd>
        </div>`,
    )}
  </dl>`;
}

export interface Column<Row> {
  readonly head: string;
  /** Numbers stand on the right. */
  readonly number?: boolean;
  readonly cell: (row: Row) => Markup | string | undefined;
}

/** A table that scrolls by itself where the page is narrow; reachable by keyboard for that. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  const kind = (column: Column<Row>) => (column.number ? 'n' : 't');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" class="${kind(column)}">${column.head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${columns.map((column) => html`<td class="${kind(column)}">${column.cell(row) ?? '–'}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function share(ratio: number): Markup {
  const width = Math.min(84, Math.max(0, ratio * 84)).toFixed(1);
  return html`${formatPercent(ratio)}<svg class="bar" viewBox="0 0 84 6" aria-hidden="true">
      <rect class="full" width="84" height="6" rx="3" />
      <rect class="part" width="${width}" height="6" rx="3" />
    </svg>`;
}

export function badge(kind: string, text: string): Markup {
  return html`<span class="badge ${kind}">${text}</span>`;
}

/** A section with its heading; its note first where there is too little data. */
export function section(
  id: string,
  title: string,
  note: string | undefined,
  ...content: readonly (Markup | undefined | false)[]
): Markup {
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <div class="card flow">${note !== undefined && html`<p class="soft">${prose(note)}</p>`}${content}</div>
  </section>`;
}
