import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/problems', page: async () => (await import('./ProblemsPage.tsx')).ProblemsPage },
  { path: '/problems/:id', page: async () => (await import('./ProblemPage.tsx')).ProblemPage },
]
