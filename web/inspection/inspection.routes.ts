import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/inspections', page: async () => (await import('./InspectionsPage.tsx')).InspectionsPage },
  { path: '/inspections/:id', page: async () => (await import('./InspectionPage.tsx')).InspectionPage },
  { path: '/check-templates', page: async () => (await import('./CheckTemplatesPage.tsx')).CheckTemplatesPage },
  { path: '/conformities', page: async () => (await import('./ConformitiesPage.tsx')).ConformitiesPage },
  { path: '/conformities/:id', page: async () => (await import('./ConformityPage.tsx')).ConformityPage },
  { path: '/self-checks', page: async () => (await import('./SelfChecksPage.tsx')).SelfChecksPage },
  { path: '/self-checks/:id', page: async () => (await import('./SelfCheckPage.tsx')).SelfCheckPage },
]
