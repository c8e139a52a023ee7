import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '@wasm-vitals/protocol';
import { generateReport } from '../../generate/generate-report.js';
import { HOSTILE_NAMES } from '../../testing/hostile-names.js';
import { SESSION_START, syntheticSession } from '../../testing/synthetic-session.js';
import { exportReport } from '../export-report.js';

const base = generateReport({
  snapshots: syntheticSession({ seed: 1, fault: 'linear-memory-leak' }),
  generatedAt: SESSION_START + 400_000,
  application: { name: 'cortical-column', release: '0.1.0' },
});

/** Puts a name wherever a report shows a name or a sentence of the page's. */
function poison(name: string): Report {
  const text = JSON.stringify(base);
  const replaced = ['step', 'render', 'stimulate', 'cortical-column'].reduce(
    (json, known) => json.replaceAll(`"${known}"`, JSON.stringify(name)),
    text,
  );
  const made = JSON.parse(replaced) as Report;
  return {
    ...made,
    url: name,
    summary: [name, `With \`${name}\` in it.`],
    application: { name, release: name },
  };
}

const frames: HTMLIFrameElement[] = [];
afterEach(() => {
  for (const frame of frames.splice(0)) frame.remove();
});

/** The page as a browser shows it: scripts may run in this frame, unless the page keeps them from it. */
async function show(
  page: string,
): Promise<{ frame: HTMLIFrameElement; violations: string[]; window: Window }> {
  const frame = document.createElement('iframe');
  frame.width = '1000';
  frames.push(frame);
  document.body.append(frame);
  const window = frame.contentWindow as Window;
  const violations: string[] = [];
  window.document.addEventListener('securitypolicyviolation', (event) =>
    violations.push(event.violatedDirective),
  );
  window.document.open();
  window.document.write(page);
  window.document.close();
  window.document.addEventListener('securitypolicyviolation', (event) =>
    violations.push(event.violatedDirective),
  );
  await new Promise((resolve) => window.requestAnimationFrame(() => window.requestAnimationFrame(resolve)));
  return { frame, violations, window };
}

describe('the HTML report in a browser', () => {
  it(
    'runs nothing, loads nothing and breaks no policy, whatever names it holds',
    { timeout: 120_000 },
    async () => {
      const shape = async (page: string) => {
        const { window, violations } = await show(page);
        const { document: shown } = window;
        const counts = ['script', 'iframe', 'img', 'link', 'form', 'a', 'base', 'style'].map(
          (tag) => shown.querySelectorAll(tag).length,
        );
        return {
          counts,
          violations,
          pwned: 'pwned' in window || 'pwned' in globalThis,
          all: shown.querySelectorAll('*').length,
        };
      };
      const clean = await shape(exportReport(poison('plain'), 'html'));
      expect(clean.counts).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
      for (const name of HOSTILE_NAMES) {
        const { counts, violations, pwned } = await shape(exportReport(poison(name), 'html'));
        expect({ name, counts, violations, pwned }).toEqual({
          name,
          counts: clean.counts,
          violations: [],
          pwned: false,
        });
        frames.splice(0).forEach((frame) => frame.remove());
      }
    },
  );

  it('has no violation that axe-core finds, and its style applies under its own policy', async () => {
    const { window } = await show(exportReport(base, 'html'));
    const { document: shown } = window;
    expect(window.getComputedStyle(shown.querySelector('.card') as Element).borderRadius).toBe('12px');
    // The page's policy keeps axe-core out of it, as it should: judge its style and content in this page
    const { head, body } = new DOMParser().parseFromString(exportReport(base, 'html'), 'text/html');
    const main = body.querySelector('main') as HTMLElement;
    document.head.append(...head.querySelectorAll('style'));
    document.body.append(main);
    const { violations } = await axe.run(main);
    main.remove();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
});
