import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/reports', page: async () => (await import('./DataReportsPage.tsx')).DataReportsPage },
  { path: '/reports/new', page: async () => (await import('./DataReportNewPage.tsx')).DataReportNewPage },
  { path: '/reports/:id', page: async () => (await import('./DataReportPage.tsx')).DataReportPage },
  { path: '/reports/:id/figures/:at', page: async () => (await import('./SumPage.tsx')).SumPage },
]
