import { css } from 'lit';

/** The layout answers to the element's own width, not the window's: it is often a column beside an application. */
export const dashboardStyles = css`
  :host {
    container-type: inline-size;
    background: var(--wv-surface);
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
  @container (inline-size >= 1000px) {
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
