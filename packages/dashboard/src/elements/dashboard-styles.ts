import { css } from 'lit';

/** The layout answers to the element's own width, not the window's: it is often a column beside an application. */
export const dashboardStyles = css`
  .frame {
    container-type: inline-size;
    background: var(--wv-surface);
  }
  :host([mode='badge']) {
    position: fixed;
    z-index: 2147483000;
    right: 12px;
    bottom: 12px;
  }
  :host([mode='badge'][open]) {
    width: min(1280px, calc(100vw - 24px));
  }
  :host([mode='badge']) .frame {
    max-height: min(860px, calc(100vh - 24px));
    overflow-y: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--wv-border);
    border-radius: 14px;
    box-shadow: 0 16px 48px rgb(0 0 0 / 28%);
  }
  .dashboard {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 14px;
    max-width: 2400px;
    margin: 0 auto;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    align-items: start;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr));
    gap: 12px;
  }
  .overview,
  .findings {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    min-width: 0;
  }
  /* In one column alerts come first, unless there are none. */
  :host([calm]) .findings {
    order: 1;
  }
  @container (inline-size >= 1000px) {
    .findings {
      grid-column: 2;
      grid-row: 1;
    }
    .overview {
      grid-column: 1;
      grid-row: 1;
    }
    .body {
      grid-template-columns: minmax(0, 1fr) 340px;
    }
  }
  @container (inline-size >= 1700px) {
    .body {
      grid-template-columns: minmax(0, 1fr) 420px;
    }
    .cards {
      grid-template-columns: repeat(auto-fill, minmax(400px, 1fr));
    }
  }
`;
