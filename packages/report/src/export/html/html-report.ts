import type { Report } from '@wasm-vitals/protocol';
import { readableTime } from '../../prose/time.js';
import { chartsOf } from './charts-of.js';
import { html } from './markup.js';
import { experienceBlock, memoryBlock, networkBlock, renderingBlock } from './section-blocks.js';
import { wasmBlock } from './wasm-block.js';
import { HTML_REPORT_CSP, STYLE } from './style.js';
import {
  adviceBlock,
  alertsBlock,
  benchmarksBlock,
  findingsBlock,
  headerBlock,
  scoreBlock,
  trendsBlock,
  verdictBlock,
} from './verdict-blocks.js';

/** Blocks in the order of reading: verdict, why, what to do, the course, then the details. */
const BLOCKS = [
  headerBlock,
  verdictBlock,
  findingsBlock,
  adviceBlock,
  chartsOf,
  wasmBlock,
  memoryBlock,
  renderingBlock,
  networkBlock,
  experienceBlock,
  trendsBlock,
  benchmarksBlock,
  alertsBlock,
  scoreBlock,
];

/** White space between tags that indentation of our templates left: a fifth of the file. */
const squeeze = (page: string) => page.replace(/\n\s+/g, '\n');

/**
 * One self-contained file: no script, no request, charts as inline SVG, light and dark by the system's setting, made for
 * A4 as well. Names and messages from the page are text and nothing else; its own policy forbids all but its style.
 */
export function htmlReport(report: Report): string {
  const title = [report.application?.name, report.application?.release, 'performance report']
    .filter((part) => part !== undefined)
    .join(' ');
  const { markup: body } = html`${BLOCKS.map((block) => block(report))}`;
  const { markup: head } = html`<meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${HTML_REPORT_CSP}" />
    <meta name="viewport" content="width=device-width,initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>`;
  const { markup: foot } = html`<footer>
    Made by wasm-vitals on ${readableTime(report.generatedAt)}, report format ${report.version}. Percentiles
    come from merged exponential histograms; intervals are 95 % confidence intervals.
  </footer>`;
  return `<!doctype html>
<html lang="en">
<head>
${head}
<style>${STYLE}</style>
</head>
<body>
<main class="page">
${squeeze(body)}${squeeze(foot)}</main>
</body>
</html>
`;
}
