const WIDTH = 640;
const HEIGHT = 130;
const TOP = 22;
const BOTTOM = 16;
const LEFT = 52;

export interface Figure {
  readonly title: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  readonly fault: { readonly start: number; readonly end: number; readonly material: number };
  readonly alarm: number;
}

const short = (value: number): string => String(Number(value.toPrecision(3)));

/** A signal around a fault as a small SVG: the fault shaded, when it matters and when it was found as lines. */
export function drawFigure({ title, points, from, to, fault, alarm }: Figure): string {
  const ys = points.map(({ y }) => y);
  const low = Math.min(...ys);
  const high = Math.max(...ys, low + 1e-9);
  const x = (second: number): string =>
    (LEFT + ((Math.min(to, second) - from) / (to - from)) * (WIDTH - LEFT - 8)).toFixed(1);
  const y = (value: number): string =>
    (HEIGHT - BOTTOM - ((value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const line = points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ');
  const width = (Number(x(fault.end)) - Number(x(fault.start))).toFixed(1);
  const upright = (second: number, style: string): string =>
    `<line x1="${x(second)}" x2="${x(second)}" y1="${String(TOP)}" y2="${String(HEIGHT - BOTTOM)}" ${style}/>`;
  const late = alarm - Math.max(fault.start, fault.material);
  const found = `${Math.abs(late).toFixed(0)} s ${late < 0 ? 'before' : 'after'}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}" font-family="sans-serif" font-size="10">
<rect width="${String(WIDTH)}" height="${String(HEIGHT)}" fill="#fff"/>
<rect x="${x(fault.start)}" y="${String(TOP)}" width="${width}" height="${String(HEIGHT - TOP - BOTTOM)}" fill="#f6c9c0"/>
<polyline fill="none" stroke="#27507d" points="${line}"/>
${upright(fault.material, 'stroke="#b5452f" stroke-dasharray="3 3"')}
${upright(alarm, 'stroke="#111" stroke-width="1.5"')}
<text x="4" y="13">${title}; found ${found} it matters</text>
<text x="4" y="${y(high)}" dy="6">${short(high)}</text>
<text x="4" y="${y(low)}">${short(low)}</text>
<text x="${String(LEFT)}" y="${String(HEIGHT - 4)}">0 s</text>
<text x="${String(WIDTH - 8)}" y="${String(HEIGHT - 4)}" text-anchor="end">${String(to - from)} s</text>
</svg>
`;
}
