import { readFileSync } from 'node:fs';
const [file, from, to, filter] = process.argv.slice(2);
let t0 = 0, now = 0;
(globalThis as any).DBG = (k: string, o: any) => { if (!k.includes(filter!)) return; const s = (now - t0) / 1000; if (s >= Number(from) && s <= Number(to)) console.log(s.toFixed(0), k, Object.entries(o).map(([a, b]) => a + ' ' + (typeof b === 'number' ? b.toFixed(3) : b)).join(' ')); };
const { createDetector } = await import('@wasm-vitals/analysis');
const d = createDetector({} as any);
for (const line of readFileSync(file!, 'utf8').split('\n')) { if (!line) continue; const { tick } = JSON.parse(line); if (!tick) continue; t0 ||= tick.timestamp; now = tick.timestamp; const r: any = d.onTick(tick); if (r?.length) console.log('>>', (now - t0) / 1000, r.map((a: any) => a.kind + ' ' + (a.ended ? 'end' : '')).join()); }
