import { z } from 'zod'
import { officeLeaders, performanceOffice, postKinds } from '#domain/kernel/actor.ts'
import { matterEffectNames, matterKindNames } from '#domain/kernel/divisionMatter.ts'
import {
  byId,
  day,
  endpoint,
  id,
  instant,
  pageOf,
  paging,
  text,
  version,
  versionOnly,
  withReason,
} from '#domain/kernel/endpoint.ts'
import { HistoryEntry } from '#domain/kernel/history.ts'
import { hasPost } from '#domain/kernel/lifecycle.ts'
import { itemStandNames } from '#domain/plan/itemStand.ts'
import { divisionCode } from './division.api.ts'
import { leftKindNames } from './leftMatter.ts'
import { endingNames, reorganisationStateNames, reorganiser } from './reorganisation.ts'
import { nameText, words } from './words.ts'

/** Of a division that is founded by the same act, its key; of one that exists, its id. */
const successor = z.string().min(1).max(60)

/** What is founded, renamed and ended. `items` go elsewhere than to the successor of the whole. */
export const ReorganisationContent = z.strictObject({
  founded: z
    .array(
      z.strictObject({
        key: z.string().min(1).max(60),
        code: divisionCode,
        name: nameText,
        sort: z.int().min(0).max(9999),
        /** Set once it has been planned. */
        divisionId: id.optional(),
      }),
    )
    .max(40),
  renamed: z.array(z.strictObject({ divisionId: id, name: nameText })).max(100),
  ended: z
    .array(
      z.strictObject({
        divisionId: id,
        how: z.enum(endingNames),
        successor: successor.nullable(),
        items: z.array(z.strictObject({ itemId: id, successor })).max(500),
      }),
    )
    .max(100),
})
export type ReorganisationContent = z.infer<typeof ReorganisationContent>

const head = {
  id,
  fromOn: day,
  document: z.string(),
  state: z.enum(reorganisationStateNames),
  madeBy: z.string(),
  version,
}

/** An item that goes to other hands, with how many of its duties go along. `role`: what the division that ends is to it. */
const ItemMove = z.strictObject({
  itemId: id,
  code: z.string(),
  title: z.string(),
  role: z.enum(['responsible', 'coordinating', 'coResponsible']),
  from: text,
  to: text.nullable(),
  stands: z.array(z.enum(itemStandNames)),
  duties: z.int(),
  openDuties: z.int(),
})
export type ItemMove = z.infer<typeof ItemMove>

const fact = z.strictObject({ name: text, isThere: z.boolean() })
/** Something open of a division that ends, and what becomes of it. */
const OpenMatter = z.strictObject({
  kind: z.enum(matterKindNames),
  id,
  title: z.string(),
  from: text,
  to: text.nullable(),
  effect: z.enum(matterEffectNames),
})
export type OpenMatter = z.infer<typeof OpenMatter>

/** What it has left to be settled by somebody; done once the item or the plan is no longer so, or kept with a reason. */
export const LeftMatter = z.strictObject({
  id,
  version,
  kind: z.enum(leftKindNames),
  itemId: id.nullable(),
  planId: id.nullable(),
  year: z.int(),
  code: z.string(),
  title: z.string(),
  division: text,
  isDone: z.boolean(),
  kept: z.strictObject({ reason: z.string(), by: z.string(), at: instant }).nullable(),
})
export type LeftMatter = z.infer<typeof LeftMatter>

/** What settling it would bring about, as things stand; and the facts that its conditions ask. */
export const Outcome = z.strictObject({
  items: z.array(ItemMove),
  posts: z.array(z.strictObject({ id, personId: id, personName: z.string(), kind: z.enum(postKinds), division: text })),
  matters: z.array(OpenMatter),
  charges: z.array(z.strictObject({ leader: z.string(), from: text, to: text.nullable() })),
  renamed: z.array(z.strictObject({ before: text, after: text, isPresent: z.boolean() })),
  ended: z.array(
    z.strictObject({
      divisionId: id,
      ...{ name: text, isPresent: z.boolean(), houses: z.boolean(), items: z.int(), openDuties: z.int() },
      ...{ successor: fact.nullable(), others: z.array(fact) },
    }),
  ),
  founded: z.int(),
  twice: z.array(text),
})
export type Outcome = z.infer<typeof Outcome>

/** `outcome` is the dry run; null once it has taken effect or was withdrawn. `left`: what it has left to be settled. */
export const Reorganisation = z.strictObject({
  ...head,
  content: ReorganisationContent,
  outcome: Outcome.nullable(),
  left: z.array(LeftMatter),
})
export type Reorganisation = z.infer<typeof Reorganisation>
export const ReorganisationRow = z.strictObject({ ...head, summary: text })
export type ReorganisationRow = z.infer<typeof ReorganisationRow>

const readers = [hasPost<unknown>([...performanceOffice, ...officeLeaders])]

export const listReorganisations = endpoint({
  method: 'GET',
  path: '/api/reorganisations',
  summary: { zh: '机构调整', en: 'Reorganisations' },
  access: readers,
  query: z.strictObject({ ...paging }),
  reply: pageOf(ReorganisationRow),
})

export const readReorganisation = endpoint({
  method: 'GET',
  path: '/api/reorganisations/:id',
  summary: { zh: '机构调整', en: 'A reorganisation' },
  access: readers,
  params: byId,
  reply: Reorganisation,
})

const plan = { fromOn: day, document: words(2, 200), content: ReorganisationContent }
const basis = 'organization.reorganisation'

export const draftReorganisation = endpoint({
  method: 'POST',
  path: '/api/reorganisations',
  summary: { zh: '草拟机构调整', en: 'Draft a reorganisation' },
  basis,
  access: [reorganiser],
  body: z.strictObject(plan),
  reply: Reorganisation,
})

export const saveReorganisation = endpoint({
  method: 'PUT',
  path: '/api/reorganisations/:id',
  summary: { zh: '保存', en: 'Save' },
  basis,
  access: [reorganiser],
  params: byId,
  body: z.strictObject({ ...plan, version }),
  reply: Reorganisation,
})

/** Founds, ends and moves as the dry run says; what lies in the future comes by itself on its day. */
export const planReorganisation = endpoint({
  method: 'POST',
  path: '/api/reorganisations/:id/plan',
  summary: { zh: '确定机构调整', en: 'Settle the reorganisation' },
  basis,
  access: [reorganiser],
  params: byId,
  body: versionOnly,
  reply: Reorganisation,
})

export const withdrawReorganisation = endpoint({
  method: 'POST',
  path: '/api/reorganisations/:id/withdraw',
  summary: { zh: '撤回', en: 'Withdraw' },
  basis,
  access: [reorganiser],
  params: byId,
  body: withReason,
  reply: Reorganisation,
})

/** What a reorganisation has left stays as it is, for the reason given. */
export const keepLeftMatter = endpoint({
  method: 'POST',
  path: '/api/reorganisation-matters/:id/keep',
  summary: { zh: '维持现状', en: 'Leave it as it is' },
  basis,
  access: [reorganiser],
  params: byId,
  body: withReason,
  reply: Reorganisation,
})

export const readReorganisationHistory = endpoint({
  method: 'GET',
  path: '/api/reorganisations/:id/history',
  summary: { zh: '机构调整的办理记录', en: 'History of a reorganisation' },
  basis: 'history.read',
  access: readers,
  params: byId,
  reply: z.strictObject({ rows: z.array(HistoryEntry) }),
})
