import type { Change } from '#domain/kernel/history.ts'
import { inBoth } from '#domain/kernel/text.ts'
import { deliveries } from '#domain/plan/item.ts'
import { sending } from '#domain/plan/municipalPlan.ts'
import { recordSending } from '#domain/plan/municipalSending.api.ts'
import { issuedSending } from '#server/document/officialDocument.public.ts'
import { Invalid } from '#server/kernel/errors.ts'
import { command, take } from '#server/kernel/routes.ts'
import * as cities from './municipalPlan.store.ts'
import * as store from './municipalSending.store.ts'

const said = (field: string, zh: string, en: string, value: string | null): Change => ({
  field,
  name: { zh, en },
  old: null,
  new: value,
})

export const municipalSendingRoutes = [
  command(
    recordSending,
    async ({ params, body: { version, ...body } }, context) => {
      const { tx, actor, clock, record } = context
      const city = await cities.lock(tx, params.id, version)
      const plan = await cities.officePlanOf(tx, city.year)
      const sent = await store.countSendings(tx, city.id)
      take(sending, { state: plan?.state ?? 'none', sent, note: body.note }, context)
      const sentWith = body.documentId === null ? null : await issuedSending(tx, plan?.id ?? '', body.documentId)
      demandDay(body.sentOn, sentWith?.datedOn ?? plan?.issuedOn ?? null, context.today)
      const documentNumber = sentWith?.number ?? body.documentNumber
      if (documentNumber.length < 2) throw new Invalid([{ path: 'body.documentNumber', message: numberMissing }])
      const planVersion = await store.versionSent(tx, plan?.id ?? '', sentWith?.planVersionId ?? null)
      const dueOn = cities.toCityDueOn(city.issuedOn, context)
      const id = await store.insertSending(tx, {
        ...{
          ...body,
          documentNumber,
          dueOn,
          number: sent + 1,
          municipalPlanId: city.id,
          planVersionId: planVersion.id,
        },
        ...{ madeBy: actor.id, madeAt: clock.now },
      })
      await cities.save(tx, city.id)
      const changes = [
        said('sentOn', '报送日期', 'Sent on', body.sentOn),
        said('dueOn', '期限', 'Due', dueOn),
        said('way', '方式', 'Way', inBoth(deliveries[body.way])),
        said('receiver', '接收单位', 'Receiver', body.receiver),
        said('documentNumber', '文号', 'Document number', documentNumber),
        said('planVersion', '方案版本', 'Version of the plan', String(planVersion.number)),
      ]
      const reason = body.note === '' ? {} : { reason: body.note }
      await record('plan.sendToCity', { kind: 'municipalPlan', id: city.id }, { changes, ...reason })
      return id
    },
    (tx, _actor, id, { app }) => store.findSending(tx, id, app.holidays),
  ),
]

const numberMissing = { zh: '请写明文号，或者选择报送的公文。', en: 'Give the number, or choose the document.' }

/** Not before the plan, or the document it went with, was issued; not after today. */
function demandDay(sentOn: string, issuedOn: string | null, today: string): void {
  const path = 'body.sentOn'
  if (sentOn > today)
    throw new Invalid([{ path, message: { zh: '报送日期不能晚于今天。', en: 'The day cannot lie after today.' } }])
  if (issuedOn === null || sentOn >= issuedOn) return
  const message = {
    zh: `${issuedOn}印发，报送日期不能更早。`,
    en: `It was issued on ${issuedOn} and cannot have been sent before.`,
  }
  throw new Invalid([{ path, message }])
}
