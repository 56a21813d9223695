import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/plans', page: async () => (await import('./PlansPage.tsx')).PlansPage },
  { path: '/plans/:year', page: async () => (await import('./PlanPage.tsx')).PlanPage },
  { path: '/plans/:year/municipal', page: async () => (await import('./MunicipalPage.tsx')).MunicipalPage },
  { path: '/plans/:year/items/new', page: async () => (await import('./ItemEditPage.tsx')).ItemNewPage },
  { path: '/plans/:year/consultation', page: async () => (await import('./ConsultationPage.tsx')).ConsultationPage },
  { path: '/plans/:year/call', page: async () => (await import('./CallPage.tsx')).CallPage },
  { path: '/plans/:year/merge', page: async () => (await import('./MergePage.tsx')).MergePage },
  { path: '/plans/:year/work-plan', page: async () => (await import('./OfficeWorkPlanPage.tsx')).OfficeWorkPlanPage },
  {
    path: '/plans/:year/work-plan/edit',
    page: async () => (await import('./OfficeWorkPlanEditPage.tsx')).OfficeWorkPlanEditPage,
  },
  { path: '/plans/:year/amendments', page: async () => (await import('./AmendmentsPage.tsx')).AmendmentsPage },
  {
    path: '/plans/:year/amendments/new',
    page: async () => (await import('./AmendmentNewPage.tsx')).AmendmentNewPage,
  },
  { path: '/amendments/:id', page: async () => (await import('./AmendmentPage.tsx')).AmendmentPage },
  { path: '/calls', page: async () => (await import('./CallsPage.tsx')).CallsPage },
  { path: '/division-plans/:id', page: async () => (await import('./DivisionPlanPage.tsx')).DivisionPlanPage },
  {
    path: '/division-plans/:id/items/new',
    page: async () => (await import('./ItemEditPage.tsx')).DivisionItemNewPage,
  },
  { path: '/plans/:year/grid', page: async () => (await import('./grid/PlanGridPage.tsx')).OfficeGridPage },
  { path: '/division-plans/:id/grid', page: async () => (await import('./grid/PlanGridPage.tsx')).DivisionGridPage },
  { path: '/plans/:year/table', page: async () => (await import('./grid/PlanTablePage.tsx')).OfficeTablePage },
  { path: '/division-plans/:id/table', page: async () => (await import('./grid/PlanTablePage.tsx')).DivisionTablePage },
  { path: '/items', page: async () => (await import('./ItemsPage.tsx')).ItemsPage },
  { path: '/items/:id', page: async () => (await import('./ItemPage.tsx')).ItemPage },
  { path: '/items/:id/edit', page: async () => (await import('./ItemEditPage.tsx')).ItemEditPage },
]
