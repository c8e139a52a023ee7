import type { ActionRecord, EpochMs } from '@wasm-vitals/protocol';

/** The newest of these are kept; an hour of a loop at its budget makes fewer. */
const CAPACITY = 200;

export interface AuditTrail {
  add(record: Omit<ActionRecord, 'id' | 'timestamp'>): void;
  records(): readonly ActionRecord[];
}

/** Everything that was done to the host, by whom, why and with what outcome; bounded, oldest first. */
export function createAuditTrail(now: () => EpochMs, changed: () => void): AuditTrail {
  let records: readonly ActionRecord[] = [];
  let sequence = 0;
  return {
    add(record) {
      const line = { id: `action-${sequence++}`, timestamp: now(), ...record };
      records = [...records.slice(1 - CAPACITY), line];
      changed();
    },
    records: () => records,
  };
}
