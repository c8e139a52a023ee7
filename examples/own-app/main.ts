import '@wasm-vitals/dashboard';
import { startMonitor } from 'wasm-vitals';

const monitor = startMonitor({ application: { name: 'my-app', release: '1.4.2' } });
monitor.onAlert((alert) => console.warn(alert.title, alert.message));

const dashboard = document.createElement('performance-dashboard');
dashboard.feed = monitor;
document.body.append(dashboard);

await import('./app.js'); // your app, unchanged: every module that it loads from here on is measured
