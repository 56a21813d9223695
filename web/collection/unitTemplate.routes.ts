import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/unit-templates', page: async () => (await import('./unitTemplate/TemplatesPage.tsx')).TemplatesPage },
  { path: '/unit-templates/:id', page: async () => (await import('./unitTemplate/TemplatePage.tsx')).TemplatePage },
]
