import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { Route, Routes, useLocation } from 'react-router'
import type { Session } from '#domain/session/session.api.ts'
import { AntDesign } from './AntDesign.tsx'
import { Layout } from './Layout.tsx'
import { MorePage } from './MorePage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { PageBoundary } from './PageBoundary.tsx'
import { type PageRoute, pageRoutes } from './routes.ts'
import { SessionProvider } from './session.tsx'
import { Skeleton } from './states.tsx'
import './shell.css'
import './signature.css'
import './topBar.css'
import './status.css'
import './print.css'

const lazily = ({ page }: PageRoute): ComponentType => lazy(async () => ({ default: await page() }))
const pages = pageRoutes.map((route) => ({ path: route.path, Page: lazily(route) }))

/** Everything behind the log-in: Ant Design, the frame, the pages of all modules. */
export function SignedIn({ session }: { session: Session }) {
  return (
    <SessionProvider session={session}>
      <AntDesign>{session.hasStartPassword ? <OwnPasswordFirst /> : <EveryPage />}</AntDesign>
    </SessionProvider>
  )
}

/** With a password that was handed out there is one page only, whatever the address. */
function OwnPasswordFirst() {
  const { Page } = pages.find(({ path }) => path === '/own-password') ?? { Page: NotFoundPage }
  return (
    <main className="page">
      <Place>
        <Page />
      </Place>
    </main>
  )
}

function EveryPage() {
  return (
    <Routes>
      <Route element={<Layout />}>
        {pages.map(({ path, Page }) => (
          <Route
            key={path}
            path={path}
            element={
              <Place>
                <Page />
              </Place>
            }
          />
        ))}
        <Route path="/more" element={<MorePage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  )
}

function Place({ children }: { children: ReactNode }) {
  const { pathname } = useLocation()
  return (
    <PageBoundary place={pathname}>
      <Suspense fallback={<Skeleton rows={8} />}>{children}</Suspense>
    </PageBoundary>
  )
}
