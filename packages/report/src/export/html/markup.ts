/** Text that is HTML already. Only `html` makes it, so whatever else is put into a page is escaped. */
export interface Markup {
  readonly markup: string;
}

/** What `html` made itself: an object from a parsed report that merely looks like markup is not in here. */
const made = new WeakSet<object>();

type Part = Markup | string | number | undefined | false | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Fits text and quoted attributes. Control characters, which HTML forbids, become U+FFFD; so do lone surrogates. */
function escapeHtml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
      // eslint-disable-next-line no-control-regex -- these are the ones that HTML forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  );
}

function isMarkup(part: object): part is Markup {
  return made.has(part);
}

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return Number.isFinite(part) ? String(part) : 'unknown';
  if (isMarkup(part)) return part.markup;
  return Array.isArray(part) ? (part as readonly Part[]).map(render).join('') : '';
}

/** Template tag: every value is escaped, but markup that this tag made. Lists are joined; `false` and absent are nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const markup = { markup: strings.reduce((text, string, i) => text + render(parts[i - 1]) + string) };
  made.add(markup);
  return markup;
}

/** Our own sentences: what stands in backquotes becomes code, all else text. */
export function prose(sentence: string): Markup {
  const parts = sentence.split('`');
  if (parts.length % 2 === 0) return html`${sentence}`;
  return html`${parts.map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`;
}
