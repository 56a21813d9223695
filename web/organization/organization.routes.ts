import type { PageRoute } from '#web/kernel/routes.ts'

export const routes: readonly PageRoute[] = [
  { path: '/organization', page: async () => (await import('./OrganizationPage.tsx')).OrganizationPage },
  { path: '/organization/people/:id', page: async () => (await import('./PersonPage.tsx')).PersonPage },
  { path: '/organization/divisions/:id', page: async () => (await import('./DivisionPage.tsx')).DivisionPage },
  {
    path: '/organization/reorganisation',
    page: async () => (await import('./ReorganisationsPage.tsx')).ReorganisationsPage,
  },
  {
    path: '/organization/reorganisation/:id',
    page: async () => (await import('./ReorganisationPage.tsx')).ReorganisationPage,
  },
  { path: '/stand-ins', page: async () => (await import('./StandInsPage.tsx')).StandInsPage },
  { path: '/handovers', page: async () => (await import('./HandoversPage.tsx')).HandoversPage },
  { path: '/handovers/:id', page: async () => (await import('./HandoverPage.tsx')).HandoverPage },
  { path: '/organization-import', page: async () => (await import('./ImportPage.tsx')).ImportPage },
  { path: '/bodies', page: async () => (await import('./BodiesPage.tsx')).BodiesPage },
  { path: '/bodies/:id', page: async () => (await import('./BodyPage.tsx')).BodyPage },
  { path: '/years', page: async () => (await import('./YearsPage.tsx')).YearsPage },
  { path: '/settings', page: async () => (await import('./SettingsPage.tsx')).SettingsPage },
  { path: '/settings/:group/:name', page: async () => (await import('./SettingPage.tsx')).SettingPage },
  { path: '/records', page: async () => (await import('./RecordsPage.tsx')).RecordsPage },
  { path: '/security-log', page: async () => (await import('./SecurityLogPage.tsx')).SecurityLogPage },
]
