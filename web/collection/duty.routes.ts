import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/duties', page: async () => (await import('./MatrixPage.tsx')).MatrixPage },
  { path: '/duties/acceptance', page: async () => (await import('./AcceptancePage.tsx')).AcceptancePage },
  { path: '/duties/sign/:period', page: async () => (await import('./SignPage.tsx')).SignPage },
  { path: '/duties/:id', page: async () => (await import('./DutyPage.tsx')).DutyPage },
  { path: '/imports', page: async () => (await import('./ImportsPage.tsx')).ImportsPage },
]
