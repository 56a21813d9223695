import { type CardStep, type Ladder, ladders } from '#domain/card/card.ts'
import { changesOf } from '#domain/kernel/history.ts'
import type { RulePack } from '#domain/kernel/settings.ts'
import type { Entry } from '#server/kernel/history.ts'
import type { InsertedCard } from './cardSweep.store.ts'

const fields = {
  step: { name: { zh: '种类', en: 'Kind' } },
  divisionName: { name: { zh: '记入', en: 'Hits' } },
  ladder: { name: { zh: '期限类别', en: 'Kind of due day' } },
  dueOn: { name: { zh: '期限', en: 'Due day' } },
  firedOn: { name: { zh: '发出日', en: 'Fired on' } },
  settledOn: { name: { zh: '解除日', en: 'Settled on' } },
} as const

/** What the history says of a card that has just been fired, under the names the rule pack gives. */
export const firedEntry =
  (names: RulePack['cards'], divisionNames: ReadonlyMap<string, string>) =>
  (card: InsertedCard): Entry => ({
    action: `card.${card.step}`,
    subject: { kind: 'card', id: card.id },
    basis: card.ladder === 'internal' ? 'card.internal' : `card.${card.step}`,
    changes: changesOf(
      fields,
      {},
      {
        ...card,
        step: names[card.step as CardStep].zh,
        ladder: ladders[card.ladder as Ladder].zh,
        divisionName: divisionNames.get(card.divisionId),
      },
    ),
  })

/** What the history says of a card when its data have come. */
export const settledEntry = ({ id, settledOn }: { id: string; settledOn: string | null }): Entry => ({
  action: 'card.settle',
  subject: { kind: 'card', id },
  basis: 'card.settle',
  changes: changesOf(fields, {}, { settledOn }),
})
