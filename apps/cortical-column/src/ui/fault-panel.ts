import type { FaultBoard } from '../faults/fault-board.js';
import type { Fault, Strength } from '../faults/fault.js';
import { createCard } from './card.js';
import { element } from './element.js';

const STRENGTHS: readonly Strength[] = [1, 2, 3];
const FIRST_STRENGTH: Strength = 2;

/** A switch and three strengths. Choosing a strength while the fault is off only sets what the switch will start. */
function createRow(board: FaultBoard, fault: Fault): HTMLElement {
  let wanted: Strength = FIRST_STRENGTH;
  const toggle = element('button', {
    type: 'button',
    className: 'switch',
    role: 'switch',
    ariaLabel: fault.label,
  });
  const strengths = STRENGTHS.map((strength) => {
    const dot = element('button', {
      type: 'button',
      className: 'strength',
      ariaLabel: `${fault.label}: strength ${String(strength)} of 3`,
    });
    dot.addEventListener('click', () => {
      wanted = strength;
      if (board.strength(fault.name) > 0) board.start(fault.name, strength);
      else show();
    });
    return dot;
  });
  const row = element(
    'div',
    { className: 'fault', title: fault.description },
    toggle,
    element('span', { className: 'fault-label' }, fault.label),
    element('span', { className: 'strengths' }, ...strengths),
  );
  row.dataset['fault'] = fault.name;

  function show(): void {
    const running = board.strength(fault.name);
    if (running > 0) wanted = running as Strength;
    toggle.ariaChecked = String(running > 0);
    row.classList.toggle('on', running > 0);
    for (const [at, dot] of strengths.entries()) dot.ariaPressed = String(at < wanted);
  }

  toggle.addEventListener('click', () => {
    if (board.strength(fault.name) > 0) board.stop(fault.name);
    else board.start(fault.name, wanted);
  });
  board.onChange(show);
  show();
  return row;
}

/** Switches for everything that can go wrong. */
export function createFaultPanel(board: FaultBoard): HTMLElement {
  const clear = element('button', { type: 'button', className: 'quiet wide' }, 'Stop all faults');
  clear.addEventListener('click', () => board.stopAll());
  const show = (): void => void (clear.disabled = !board.faults.some(({ name }) => board.strength(name) > 0));
  board.onChange(show);
  show();
  const note = element('p', { className: 'note' }, 'Each one is real, and gone when it is switched off.');
  return createCard('Faults', true, note, ...board.faults.map((fault) => createRow(board, fault)), clear);
}
