/**
 * Script that shows the dashboard beside the page. Its feed is the monitor's with five minutes of earlier readings put in
 * front: a session that has just begun has nothing to draw, and its cost would say nothing about one that is running.
 */
export const SHOW_DASHBOARD = `
addEventListener('DOMContentLoaded', () => {
  const monitor = globalThis.__monitor;
  const before = (read, seconds) => {
    let earlier, from, all = [];
    return () => {
      const now = read();
      if (now === from || now.length < 2) return all;
      earlier ??= Array.from({ length: 300 / seconds }, (_, i) => ({
        ...now[i % now.length],
        interval: seconds * 1000,
        timestamp: now[0].timestamp - (300 / seconds - i) * seconds * 1000,
      }));
      from = now;
      return (all = [...earlier, ...now]);
    };
  };
  const dashboard = document.createElement('performance-dashboard');
  dashboard.style.cssText = 'position:fixed;inset:0 0 0 auto;width:480px;overflow:auto';
  dashboard.feed = {
    application: { name: 'bench' },
    ticks: before(() => monitor.ticks(), 1),
    history: before(() => monitor.history(), 5),
    alerts: () => monitor.alerts(),
    recommendations: () => monitor.recommendations(),
    actions: () => monitor.actions(),
    subscribeFeed: (listener) => monitor.subscribeFeed(listener),
  };
  document.body.append(dashboard);
});`;
