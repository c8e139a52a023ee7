import { css } from 'lit';

/** Colours that a canvas needs resolved. */
const NAMES = [
  'line',
  'line-2',
  'grid',
  'label',
  'band',
  'threshold',
  'warning',
  'critical',
  'info',
  'action',
  'hatch',
  'heat',
] as const;

type Name = (typeof NAMES)[number];
export type Palette = Readonly<Record<Name, string>> & { readonly font: string };

/** One empty element a colour: `light-dark()` and the host's own properties resolve only where they are used. */
export const paletteStyles = css`
  .probe {
    display: none;
  }
  .probe-line {
    color: var(--wv-line);
  }
  .probe-line-2 {
    color: var(--wv-line-2);
  }
  .probe-grid {
    color: var(--wv-grid);
  }
  .probe-label {
    color: var(--wv-muted);
  }
  .probe-band {
    color: var(--wv-band);
  }
  .probe-threshold {
    color: var(--wv-threshold);
  }
  .probe-warning {
    color: var(--wv-warning);
  }
  .probe-critical {
    color: var(--wv-critical);
  }
  .probe-info {
    color: var(--wv-info);
  }
  .probe-action {
    color: var(--wv-action);
  }
  .probe-hatch {
    color: var(--wv-hatch);
  }
  .probe-heat {
    color: var(--wv-heat);
  }
`;

/** Reads the colours that apply inside `root`. Forces a style pass: call on a change of theme, not on each draw. */
export function readPalette(root: ShadowRoot | HTMLElement): Palette {
  const probe = document.createElement('i');
  root.append(probe);
  const style = getComputedStyle(probe);
  const colours: Partial<Record<Name, string>> = {};
  for (const name of NAMES) {
    probe.className = `probe probe-${name}`;
    colours[name] = style.color;
  }
  const font = `10px ${style.fontFamily}`;
  probe.remove();
  return { ...(colours as Record<Name, string>), font };
}
