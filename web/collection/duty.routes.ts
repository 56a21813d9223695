import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/duties', page: async () => (await import('./MatrixPage.tsx')).MatrixPage },
  { path: '/duties/divisions', page: async () => (await import('./DivisionMatrixPage.tsx')).DivisionMatrixPage },
  { path: '/duties/calendar', page: async () => (await import('./CalendarPage.tsx')).CalendarPage },
  { path: '/duties/list', page: async () => (await import('./DutyListPage.tsx')).DutyListPage },
  { path: '/duties/burden', page: async () => (await import('./BurdenPage.tsx')).BurdenPage },
  { path: '/figures/:id', page: async () => (await import('./FigurePage.tsx')).FigurePage },
  { path: '/duties/acceptance', page: async () => (await import('./AcceptancePage.tsx')).AcceptancePage },
  { path: '/duties/sign/:period', page: async () => (await import('./SignPage.tsx')).SignPage },
  { path: '/duties/entry', page: async () => (await import('./entryGrid/EntryGridPage.tsx')).EntryGridPage },
  { path: '/duties/entry/table', page: async () => (await import('./entryGrid/EntryTablePage.tsx')).EntryTablePage },
  { path: '/duties/:id', page: async () => (await import('./DutyPage.tsx')).DutyPage },
  {
    path: '/collection-plans',
    page: async () => (await import('./plan/CollectionPlansPage.tsx')).CollectionPlansPage,
  },
  {
    path: '/collection-plans/:id',
    page: async () => (await import('./plan/CollectionPlanPage.tsx')).CollectionPlanPage,
  },
  { path: '/due-exceptions', page: async () => (await import('./DueExceptionsPage.tsx')).DueExceptionsPage },
  { path: '/due-exceptions/:id', page: async () => (await import('./DueExceptionPage.tsx')).DueExceptionPage },
  { path: '/timeliness', page: async () => (await import('./TimelinessPage.tsx')).TimelinessPage },
  { path: '/timeliness/duties', page: async () => (await import('./CountedPage.tsx')).CountedPage },
  { path: '/feeds', page: async () => (await import('./feed/FeedsPage.tsx')).FeedsPage },
  { path: '/feeds/:id', page: async () => (await import('./feed/FeedPage.tsx')).FeedPage },
  { path: '/feed-hosts', page: async () => (await import('./feed/FeedHostsPage.tsx')).FeedHostsPage },
  { path: '/imports', page: async () => (await import('./ImportsPage.tsx')).ImportsPage },
]
