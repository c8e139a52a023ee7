import { REPORT_VERSION, type Report } from '@wasm-vitals/protocol';
import { REPORT_DEFS, REPORT_SHAPE } from './report-schema.js';
import { validate } from './validate.js';

/** Text that is not a report that this version can read. */
export class ReportFormatError extends Error {
  override readonly name = 'ReportFormatError';
}

function versionOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
}

/**
 * Reads a report from JSON that nobody vouches for: checked against the schema, member by member.
 * @throws {ReportFormatError} saying where it does not fit: `report.period.from must be a number`.
 */
export function parseReport(json: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ReportFormatError('the report is not JSON', { cause });
  }
  const version = versionOf(value);
  if (typeof version === 'number' && version > REPORT_VERSION) {
    throw new ReportFormatError(
      `the report has format version ${version}; this wasm-vitals reads up to ${REPORT_VERSION}`,
    );
  }
  const mismatch = validate(REPORT_SHAPE, value, REPORT_DEFS);
  if (mismatch !== undefined) throw new ReportFormatError(mismatch);
  return value as Report;
}
