import { runPage } from './run-page.js';

const ROWS = 12;
const COLUMNS = 12;

function build(Yoga, frame) {
  const root = Yoga.Node.create();
  root.setWidth(1000 + (frame % 200));
  root.setHeight(800);
  for (let r = 0; r < ROWS; r++) {
    const row = Yoga.Node.create();
    row.setFlexDirection(2); // FLEX_DIRECTION_ROW
    row.setFlexGrow(1 + (r % 3));
    for (let c = 0; c < COLUMNS; c++) {
      const cell = Yoga.Node.create();
      cell.setFlexGrow(1 + ((c + frame) % 4));
      cell.setMargin(8, 2); // EDGE_ALL
      // yoga calls this back: WebAssembly into JavaScript
      if (c % 6 === 0) cell.setMeasureFunc((width) => ({ width: Math.min(width, 30), height: 12 }));
      row.insertChild(cell, c);
    }
    root.insertChild(row, r);
  }
  return root;
}

runPage({
  frames: 60,
  async start() {
    const { default: Yoga } = await import('/npm/yoga-layout/dist/src/index.js');
    return (frame) => {
      const root = build(Yoga, frame);
      root.calculateLayout(undefined, undefined, 1); // DIRECTION_LTR
      const boxes = [];
      for (let r = 0; r < ROWS; r++) {
        const { left, top, width, height } = root
          .getChild(r)
          .getChild(r % COLUMNS)
          .getComputedLayout();
        boxes.push([left, top, width, height].join());
      }
      root.freeRecursive();
      return boxes.join(';');
    };
  },
});
