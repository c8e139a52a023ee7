/** Colours of the canvases, read from the page's CSS so that they stand in one place. */
export interface Theme {
  readonly dark: boolean;
  readonly background: string;
  readonly line: string;
  readonly text: string;
  readonly accent: string;
  /** One for each of `LAYERS`. */
  readonly layers: readonly string[];
  readonly inhibitory: readonly string[];
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    dark: document.documentElement.dataset['theme'] !== 'light',
    background: color('stage'),
    line: color('stage-line'),
    text: color('text-2'),
    accent: color('accent'),
    layers: [0, 1, 2, 3].map((layer) => color(`layer-${String(layer)}`)),
    inhibitory: [0, 1, 2, 3].map((layer) => color(`layer-${String(layer)}-i`)),
  };
}

export type ThemeName = 'light' | 'dark';

/** The choice of the URL (`?theme=light`), else of the system. */
export function initialTheme(parameters: URLSearchParams): ThemeName {
  const asked = parameters.get('theme');
  if (asked === 'light' || asked === 'dark') return asked;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

export function applyTheme(name: ThemeName): void {
  document.documentElement.dataset['theme'] = name;
}
