import { useState } from 'react'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { TicketShare } from '#domain/supervision/ticket.api.ts'
import { inOfficeTime } from '#web/kernel/format.ts'
import { useSession } from '#web/kernel/session.tsx'
import { UrgeAct } from './UrgeAct.tsx'
import { UrgeDialog } from './UrgeDialog.tsx'

/** Urges the division of a share; refused for a while after it was. */
export function UrgeShare({ share: { id, division, details } }: { readonly share: TicketShare }) {
  const { actor } = useSession()
  const [isAsking, setIsAsking] = useState(false)
  if (!isOneOf(actor.post, performanceOffice)) return null
  const urgedAt = details?.urgedAt ?? null
  const urgedOn = urgedAt === null ? null : inOfficeTime(urgedAt).day
  return (
    <>
      <UrgeAct subject="share" division={division} isOwed urgedOn={urgedOn} onClick={() => setIsAsking(true)} />
      {isAsking && <UrgeDialog subject="share" subjectId={id} division={division} onClose={() => setIsAsking(false)} />}
    </>
  )
}
