import { applyTheme, type ThemeName } from '../view/theme.js';
import { element } from './element.js';

/** A button that changes between the dark and the light look. */
export function createThemeButton(first: ThemeName, change: (theme: ThemeName) => void): HTMLElement {
  let theme = first;
  const button = element('button', { type: 'button', className: 'quiet' });
  const show = (): void => {
    button.textContent = theme === 'dark' ? 'Light' : 'Dark';
    button.ariaLabel = theme === 'dark' ? 'Use the light look' : 'Use the dark look';
  };
  button.addEventListener('click', () => {
    theme = theme === 'dark' ? 'light' : 'dark';
    applyTheme(theme);
    change(theme);
    show();
  });
  show();
  return button;
}

/** A button that hides and shows the dashboard. */
export function createDashboardButton(root: HTMLElement): HTMLElement {
  const button = element('button', { type: 'button', className: 'quiet', ariaPressed: 'true' }, 'Dashboard');
  button.addEventListener('click', () => {
    const hidden = root.classList.toggle('no-dashboard');
    button.ariaPressed = String(!hidden);
  });
  return button;
}
