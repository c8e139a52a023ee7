import type { Figures } from './score.js';

export interface Tables {
  readonly set: string;
  readonly ours: Figures;
  readonly ratioRule: Figures;
  /** Of a harder set, where there is one. */
  readonly harder?: Figures;
  readonly harderRatios?: Figures;
  readonly calmHours: number;
  readonly tickMicroseconds: number;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const seconds = (value: number | null): string => (value === null ? '-' : `${value.toFixed(0)} s`);

function row(name: string, figures: Figures): string {
  return [
    name.padEnd(28),
    `${percent(figures.precision)} [${percent(figures.precisionLow)}]`.padEnd(19),
    `${percent(figures.recall)} [${percent(figures.recallLow)}]`.padEnd(19),
    percent(figures.within30s).padEnd(9),
    seconds(figures.medianSeconds).padEnd(7),
    figures.falsePerHour.toFixed(3),
  ].join(' ');
}

/** Prints what a person wants to see. */
export function printTable({
  set,
  ours,
  ratioRule,
  harder,
  harderRatios,
  calmHours,
  tickMicroseconds,
}: Tables): void {
  const rate = (ours.faults / ours.hours).toFixed(1);
  console.log(
    `\n${set} seeds: ${String(ours.faults)} faults in ${ours.hours.toFixed(0)} h (${rate} an hour); ${calmHours.toFixed(0)} h without faults; ${tickMicroseconds.toFixed(1)} µs a tick\n`,
  );
  console.log(
    `${'detector'.padEnd(28)} ${'precision [low]'.padEnd(19)} ${'recall [low]'.padEnd(19)} ${'in 30 s'.padEnd(9)} ${'median'.padEnd(7)} false/h`,
  );
  console.log(row('wasm-vitals', ours));
  console.log(row('fixed ratios', ratioRule));
  if (harder) console.log(row('noise × 1.5, faults × 0.7', harder));
  if (harderRatios) console.log(row('the same, fixed ratios', harderRatios));
  console.log(
    `\n${ours.incidentsPerFault.toFixed(2)} incidents a fault; estimated begin is off by ${seconds(ours.onsetError)} (median)${ours.coverage === null ? '' : `; ${percent(ours.coverage)} of the 95 % intervals hold the true ratio`}`,
  );
  console.log(
    `\n${'fault'.padEnd(20)} ${'n'.padEnd(4)} ${'recall'.padEnd(9)} ${'in 30 s'.padEnd(9)} ${'median'.padEnd(7)} ${'named'.padEnd(9)} ${'onset'.padEnd(6)} ${'interval'.padEnd(8)} ${'ratios'.padEnd(7)}${harder ? ' harder' : ''}`,
  );
  for (const [kind, figures] of Object.entries(ours.byKind)) {
    console.log(
      [
        kind.padEnd(20),
        String(figures.faults).padEnd(4),
        percent(figures.recall).padEnd(9),
        percent(figures.within30s).padEnd(9),
        seconds(figures.medianSeconds).padEnd(7),
        percent(figures.namedRight).padEnd(9),
        seconds(figures.onsetError).padEnd(6),
        (figures.coverage === null ? '-' : percent(figures.coverage)).padEnd(8),
        percent(ratioRule.byKind[kind]?.within30s ?? 0).padEnd(7),
        harder ? percent(harder.byKind[kind]?.within30s ?? 0) : '',
      ].join(' '),
    );
  }
}
