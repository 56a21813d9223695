import { Route, Routes } from 'react-router'
import { AntDesign } from '../AntDesign.tsx'
import { Layout } from '../Layout.tsx'
import { SessionProvider } from '../session.tsx'
import { session } from './example.ts'
import { GalleryPage } from './GalleryPage.tsx'
import '../shell.css'
import '../signature.css'
import '../table.css'
import '../topBar.css'
import '../status.css'
import '../print.css'

/** Development only: every part of the kernel in every state, inside of the real frame, with an invented session. */
export function Gallery() {
  return (
    <SessionProvider session={session}>
      <AntDesign>
        <Routes>
          <Route element={<Layout />}>
            <Route path="*" element={<GalleryPage />} />
          </Route>
        </Routes>
      </AntDesign>
    </SessionProvider>
  )
}
