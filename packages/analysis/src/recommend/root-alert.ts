import type { Alert, Anomaly } from '@wasm-vitals/protocol';

/** The same alert as told by these of its anomalies, the first of them leading. */
export function ledBy(alert: Alert, [lead, ...others]: readonly [Anomaly, ...Anomaly[]]): Alert {
  const { baseline, threshold, ...rest } = alert;
  // the lead has its own, or none
  void baseline;
  void threshold;
  return {
    ...rest,
    kind: lead.kind,
    metric: lead.metric,
    message: lead.message,
    current: lead.value,
    ...(lead.baseline ? { baseline: lead.baseline } : {}),
    ...(lead.threshold === undefined ? {} : { threshold: lead.threshold }),
    anomalies: [lead, ...others],
  };
}

/** Calls that got longer by less than this, times the frames that are left, do no more work a second than before. */
const MORE_WORK = 1.3;

/**
 * Detection puts slow calls before the frames that they cost. But an animation that steps by the time since its last
 * frame makes longer calls when frames are late for another reason: half as many, each twice as long. Where the work
 * a second did not grow, the frames lead.
 */
export function rootAlert(alert: Alert): Alert {
  if (alert.kind !== 'execution-slow' && alert.kind !== 'execution-ramp') return alert;
  const frames = alert.anomalies.find(({ kind }) => kind === 'frame-rate-drop');
  const calls = Math.max(
    ...alert.anomalies.flatMap(({ kind, change }) => (kind === alert.kind && change ? [change.ratio] : [])),
  );
  if (!frames?.change || !(calls * frames.change.ratio < MORE_WORK) || calls === -Infinity) return alert;
  return ledBy(alert, [frames, ...alert.anomalies.filter((one) => one !== frames)]);
}
