export type { SessionQuery, SnapshotQuery, Store, StoredBatch, StoredSession } from './store/store.js';
export { openFileStore } from './store/file-store.js';
export type { FileStoreOptions } from './store/file-store.js';
export { createReportService } from './report/report-service.js';
export type { ReportService, ReportServiceOptions, ServerScheduleSettings } from './report/report-service.js';
export type { FleetReportRequest } from './report/fleet-report.js';
