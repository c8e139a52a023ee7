import { AlertItem } from './elements/alert-item.js';
import { AlertsPanel } from './elements/alerts-panel.js';
import { ChartElement } from './elements/chart-element.js';
import { CornerBadge } from './elements/corner-badge.js';
import { DashboardHeader } from './elements/dashboard-header.js';
import { DetailsTabs } from './elements/details-tabs.js';
import { FunctionsTable } from './elements/functions-table.js';
import { HeatElement } from './elements/heat-element.js';
import { LatencyView } from './elements/latency-view.js';
import { MemoryView } from './elements/memory-view.js';
import { ModulesTable } from './elements/modules-table.js';
import { MetricCard } from './elements/metric-card.js';
import { PerformanceDashboard } from './elements/performance-dashboard.js';
import { RecommendationItem } from './elements/recommendation-item.js';
import { RecommendationsPanel } from './elements/recommendations-panel.js';

/** Every element by its tag. `wv-…` are parts of the dashboard and not for use outside of it. */
const ELEMENTS: Readonly<Record<string, CustomElementConstructor>> = {
  'wv-chart': ChartElement,
  'wv-heat': HeatElement,
  'wv-functions': FunctionsTable,
  'wv-latency': LatencyView,
  'wv-memory': MemoryView,
  'wv-modules': ModulesTable,
  'wv-details': DetailsTabs,
  'wv-alert': AlertItem,
  'wv-recommendation': RecommendationItem,
  'wv-badge': CornerBadge,
  'wv-header': DashboardHeader,
  'wv-card': MetricCard,
  'wv-alerts': AlertsPanel,
  'wv-recommendations': RecommendationsPanel,
  'performance-dashboard': PerformanceDashboard,
};

// A page may load the dashboard twice (a bundle and a package): the first one stays.
for (const [tag, element] of Object.entries(ELEMENTS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
