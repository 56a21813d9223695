import { readBulletin } from '#domain/bulletin/bulletin.api.ts'
import { useRead } from '#web/kernel/queries.ts'
import { Loaded } from '#web/kernel/states.tsx'
import { BulletinParts } from './BulletinPaper.tsx'

/** What a bulletin's document says, with its tables. */
export function BulletinText({ id }: { readonly id: string }) {
  const bulletin = useRead(readBulletin, { id })
  return <Loaded of={bulletin}>{({ parts }) => <BulletinParts parts={parts} />}</Loaded>
}
