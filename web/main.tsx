import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { readSession } from '#domain/session/session.api.ts'
import { DisplayProvider } from '#web/kernel/display.tsx'
import { LanguageProvider } from '#web/kernel/language.tsx'
import { PageBoundary } from '#web/kernel/PageBoundary.tsx'
import { queryClient, useRead } from '#web/kernel/queries.ts'
import { ErrorPage, Skeleton } from '#web/kernel/states.tsx'
import './tokens.css'
import './kernel/base.css'
import './kernel/panel.css'
import './kernel/button.css'
import './kernel/parts.css'
import './kernel/table.css'

const loadSignedIn = () => import('#web/kernel/SignedIn.tsx')
const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }))
const LogInPage = lazy(async () => ({ default: (await import('#web/session/LogInPage.tsx')).LogInPage }))
const SetUpPage = lazy(async () => ({ default: (await import('#web/session/SetUpPage.tsx')).SetUpPage }))
const Gallery = import.meta.env.DEV
  ? lazy(async () => ({ default: (await import('#web/kernel/gallery/Gallery.tsx')).Gallery }))
  : undefined

// Fetched together with the session, not after it.
if (!/^\/(login|setup)/.test(location.pathname)) void loadSignedIn()

/** The pages behind the log-in, or the log-in with the address to come back to. */
function Gate() {
  const session = useRead(readSession, {})
  const { pathname, search, hash } = useLocation()
  if (session.data) return <SignedIn session={session.data} />
  const hasEnded = session.data === null
  if (hasEnded || session.error?.isSignedOut) {
    const from = `${pathname}${search}${hash}`
    return <Navigate to="/login" replace state={{ from, hasEnded }} />
  }
  if (session.error) return <ErrorPage error={session.error} onRetry={() => void session.refetch()} />
  return <Skeleton />
}

function Root() {
  return (
    <Suspense fallback={<Skeleton />}>
      <Routes>
        <Route path="/login" element={<LogInPage />} />
        <Route path="/setup" element={<SetUpPage />} />
        {Gallery && <Route path="/_gallery/*" element={<Gallery />} />}
        <Route path="*" element={<Gate />} />
      </Routes>
    </Suspense>
  )
}

// A router of this kind can ask before the Back button leaves a form.
const router = createBrowserRouter([
  {
    path: '*',
    element: (
      <PageBoundary place="root">
        <Root />
      </PageBoundary>
    ),
  },
])

const place = document.getElementById('app')
if (!place) throw new Error('index.html has no #app')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <DisplayProvider>
          <RouterProvider router={router} />
        </DisplayProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)
