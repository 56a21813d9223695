import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/board', page: async () => (await import('./BoardPage.tsx')).BoardPage },
  { path: '/cockpit', page: async () => (await import('./CockpitPage.tsx')).CockpitPage },
]
