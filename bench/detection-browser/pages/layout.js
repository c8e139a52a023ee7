import Yoga from '/npm/yoga-layout/dist/src/index.js';
import { runApp } from './run-app.js';

const ROWS = [5, 12];
const COLUMNS = 12;
/** Trees of so many times the usual rows are kept ready. */
const FACTORS = 12;

function build(rows) {
  const root = Yoga.Node.create();
  root.setFlexDirection(0);
  for (let r = 0; r < rows; r++) {
    const row = Yoga.Node.create();
    row.setFlexDirection(2); // FLEX_DIRECTION_ROW
    row.setFlexGrow(1 + (r % 3));
    for (let c = 0; c < COLUMNS; c++) {
      const cell = Yoga.Node.create();
      cell.setFlexGrow(1 + (c % 4));
      cell.setMargin(8, 2); // EDGE_ALL
      row.insertChild(cell, c);
    }
    root.insertChild(row, r);
  }
  return root;
}

runApp(async () => {
  const trees = ROWS.map((rows) => Array.from({ length: FACTORS }, (_, i) => build(rows * (i + 1))));
  let scene = 0;
  let factor = 1;
  return {
    host: {
      slow: (times) => void (factor = Math.min(FACTORS, Math.max(1, Math.round(times)))),
      scene: (index) => void (scene = index),
    },
    frame(count) {
      const root = trees[scene][factor - 1];
      root.setWidth(800 + (count % 200));
      root.setHeight(600 + (count % 100));
      root.calculateLayout(undefined, undefined, 1); // DIRECTION_LTR
      for (let r = 0; r < 5; r++) root.getChild(r).getComputedLayout();
    },
  };
});
