import { describe, expect, it } from 'vitest';
import { createBuiltInActions } from './built-in-actions.js';
import { checkAction } from './host-action.js';

describe('createBuiltInActions', () => {
  it('offers only what the platform and the monitor can do', () => {
    expect(createBuiltInActions({ scope: {} })).toEqual([]);
    const names = createBuiltInActions({
      scope: { gc: () => undefined },
      trimHistory: () => undefined,
      setSavingLevel: () => undefined,
    }).map(({ name }) => name);
    expect(names).toEqual(['collect-garbage', 'trim-monitor-history', 'lower-monitor-sampling']);
  });

  it('calls what it stands for, with actions that a registry takes', () => {
    const calls: unknown[] = [];
    const actions = createBuiltInActions({
      scope: { gc: () => calls.push('gc') },
      trimHistory: (keep) => calls.push(keep),
      setSavingLevel: (level) => calls.push(`level ${level}`),
      savingLevels: 3,
    });
    for (const action of actions) {
      checkAction(action);
      void action.apply(1);
    }
    void actions[2]?.revert?.(0);
    expect(calls).toEqual(['gc', 120, 'level 1', 'level 0']);
    expect(actions[2]?.levels).toBe(3);
  });
});
